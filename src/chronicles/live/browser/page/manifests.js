// The manifest of a state, and where it says that the static files are.

import {DemoError} from "../engine/demo-error.js";

/** @import {Manifest, Statics} from "../types/manifest.js" */

/**
 * @param {Manifest} manifest
 * @param {string} base the address that its own are relative to
 * @returns {Statics | null} the static files' addresses, absolute, by their first folder
 */
export function statics({static: files}, base) {
  if (!files?.files) return null;
  /** @param {string} folder */
  const absolute = (folder) => new URL(folder, base).href;
  const folders = Object.entries(files.files).map(([name, folder]) => [name, absolute(folder)]);
  return {url: files.url, files: Object.fromEntries(folders)};
}

/**
 * Asked for anew each time: it names the packs that are there now, and a host may let it be kept for a while.
 * @param {string} url
 * @returns {Promise<Manifest>}
 */
export async function fetchManifest(url) {
  const response = await fetch(url, {cache: "no-cache"}).catch(() => {
    throw new DemoError("network", `${url} could not be fetched`);
  });
  if (!response.ok) throw new DemoError("missing", `${url} was answered with ${response.status}`);
  return response.json().catch(() => {
    throw new DemoError("damaged", `${url} is no manifest`);
  });
}
