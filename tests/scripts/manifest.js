// The manifest of a state that has nothing.

/** @import {Manifest} from "../../src/chronicles/live/browser/types/manifest.js" */

/** @type {Manifest} */
export const MANIFEST = {
  state: "a/01",
  title: "A",
  settings: "config.settings",
  application: null,
  root: "/project",
  pyodide: "pyodide/",
  packs: [],
  static: null,
  download: 1,
  build: "1",
};
