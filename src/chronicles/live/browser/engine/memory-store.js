// The files in which this browser keeps the memories of projects: in the site's own part of its disk.

/** @import {Manifest} from "../types/manifest.js" */

const FOLDER = "chronicles-live";
const MOST = 2; // files: each has 50 MB
const SPARE = 5; // times the room of a file that has to be free before one is written

/**
 * @param {Manifest} manifest of a project
 * @returns {Promise<string>} the name of its file: another one for each build of the project, of these scripts,
 *   and for each time zone, which Python knows from its start
 */
export async function memoryName({build, state}) {
  const {timeZone} = new Intl.DateTimeFormat().resolvedOptions();
  const said = JSON.stringify([import.meta.url, state, build, timeZone]);
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(said)));
  return Array.from(digest.subarray(0, 16), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** @param {boolean} [create] */
async function folder(create = false) {
  const root = await navigator.storage.getDirectory();
  return root.getDirectoryHandle(FOLDER, {create});
}

/** @param {string} name @returns {Promise<boolean>} */
export async function hasMemory(name) {
  try {
    await (await folder()).getFileHandle(name);
    return true;
  } catch {
    return false;
  }
}

/**
 * @param {string} name
 * @returns {Promise<Uint8Array<ArrayBuffer> | null>} null where there is none that can be read now
 */
export async function readMemory(name) {
  try {
    const access = await opened(await (await folder()).getFileHandle(name), "read-only");
    try {
      const bytes = new Uint8Array(access.getSize());
      return bytes.subarray(0, access.read(bytes, {at: 0}));
    } finally {
      access.close();
    }
  } catch {
    return null;
  }
}

/**
 * Write a file, and let go of the oldest ones. It begins with zeros until all the rest is there. Rejects where
 * there is no room for it.
 * @param {string} name
 * @param {Uint8Array<ArrayBuffer>[]} parts
 */
export async function writeMemory(name, [head, ...rest]) {
  const {quota = 0, usage = 0} = await navigator.storage.estimate();
  const length = rest.reduce((all, part) => all + part.length, head.length);
  if (quota - usage < SPARE * length) throw new Error("there is little room left");
  const found = await folder(true);
  await removeOldest(found, MOST - 1);
  const access = await opened(await found.getFileHandle(name, {create: true}), "readwrite");
  try {
    access.truncate(0);
    let place = head.length;
    for (const part of rest) place += access.write(part, {at: place});
    if (place !== length) throw new Error("it could not be written to its end");
    access.flush();
    access.write(head, {at: 0});
    access.flush();
  } finally {
    access.close();
  }
}

/** @param {string} name */
export async function removeMemory(name) {
  await (await folder()).removeEntry(name).catch(() => {}); // another tab may read it just now
}

/**
 * @param {FileSystemDirectoryHandle} found
 * @param {number} most how many files stay
 */
async function removeOldest(found, most) {
  /** @type {{name: string, at: number}[]} */
  const files = [];
  for await (const handle of found.values())
    if (handle.kind === "file")
      files.push({name: handle.name, at: (await /** @type {FileSystemFileHandle} */ (handle).getFile()).lastModified});
  files.sort((one, other) => other.at - one.at);
  for (const {name} of files.slice(most)) await found.removeEntry(name).catch(() => {});
}

/**
 * @param {FileSystemFileHandle} file
 * @param {"read-only" | "readwrite"} mode readers need not wait for each other, where the browser knows that
 */
function opened(file, mode) {
  const open = /** @type {(options: {mode: string}) => Promise<FileSystemSyncAccessHandle>} */ (
    file.createSyncAccessHandle.bind(file)
  );
  return open({mode});
}
