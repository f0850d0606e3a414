// A Python with the files of a project in it, in which nothing has been started yet.

import {bootPython, laterPacks} from "./boot.js";
import {timeZone} from "./time-zone.js";

/** @import {Changes, Config, Letter} from "../types/messages.js" */
/** @import {PyBytes, RunningProject} from "../types/pyodide.js" */
/** @typedef {(bytes: Uint8Array<ArrayBuffer>) => PyBytes} Inflate */

/**
 * @param {Config} config
 * @param {{stage: (name: string) => void, arrived: (bytes: number) => void, log: (text: string) => void, letter: (letter: Letter) => void}} tell
 * @returns {Promise<RunningProject>}
 */
export async function loadProject({manifest, base, script, origin, inside}, tell) {
  const python = await bootPython(manifest, base, tell);
  tell.stage("project");
  const later = manifest.packs.filter((pack) => pack.when === "later");
  const options = {
    root: manifest.root,
    settings: manifest.settings,
    application: manifest.application,
    static: manifest.static?.url ?? null,
    leftOut: manifest.leftOut ?? {},
    later: Object.fromEntries(later.map((pack) => [pack.url, pack.modules ?? []])),
    script,
    origin,
    inside,
  };
  python.runPython(`import sys; sys.path.insert(0, "/live")`);
  const inflate = /** @type {Inflate} */ (
    python.runPython(`import zlib; lambda data: zlib.decompress(data.to_bytes(), 31)`)
  );
  /** @param {Uint8Array<ArrayBuffer>} bytes */
  const gunzip = (bytes) => inflate(bytes).toJs();
  const {RunningProject} = python.pyimport("bridge.running_project");
  const fetchLater = laterPacks(python.FS, manifest, base, gunzip);
  /** @param {string} name @param {string[]} names */
  const setZone = (name, ...names) => timeZone.set(name, names);
  /** @param {string} json */
  const showLetter = (json) => tell.letter(JSON.parse(json));
  return RunningProject(JSON.stringify(options), fetchLater, setZone, showLetter);
}

/**
 * Put in place what the reader had made before.
 * @param {RunningProject} project
 * @param {Changes} saved
 */
export function restore(project, {jar, gone, files}) {
  project.restore(JSON.stringify(jar), JSON.stringify(gone), files);
}
