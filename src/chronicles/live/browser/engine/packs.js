// Packs: many files in one. gzip of: four bytes with the index's length, the index (JSON), the bytes.

import {DemoError} from "./demo-error.js";

/** @import {Pack} from "../types/manifest.js" */
/** @import {FileSystem} from "../types/pyodide.js" */
/** @typedef {Uint8Array<ArrayBuffer>} Bytes */

/**
 * Fetch `url` and call `arrived` with the size of every part that comes.
 * @param {string} url
 * @param {(bytes: number) => void} arrived
 * @param {RequestCache} cache
 * @returns {Promise<Bytes>}
 */
async function download(url, arrived, cache) {
  let response;
  try {
    response = await fetch(url, {cache});
  } catch {
    throw new DemoError("network", `${url} could not be fetched`);
  }
  if (!response.ok) throw new DemoError("missing", `${url} was answered with ${response.status}`);
  const parts = [];
  try {
    const reader = response.body?.getReader();
    for (let read = await reader?.read(); read?.value; read = await reader?.read()) {
      parts.push(read.value);
      arrived(read.value.length);
    }
  } catch {
    throw new DemoError("network", `${url} broke off`);
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}

/**
 * @param {Bytes} bytes
 * @param {string} sha256 what their hash has to be
 * @param {string} url where they came from
 */
async function verify(bytes, sha256, url) {
  if (!crypto.subtle) return; // only there in secure contexts
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  const found = Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
  if (found !== sha256) throw new DemoError("damaged", `${url} is not what the manifest says`);
}

/**
 * Some hosts inflate by themselves what they think is gzip: look, do not trust names.
 * @param {Bytes} bytes
 */
const isGzip = (bytes) => bytes[0] === 0x1f && bytes[1] === 0x8b;

/** @param {Bytes} bytes */
async function inflate(bytes) {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/**
 * Fetch a pack of the manifest, prove it, and return its files' bytes as one. What is wrong may lie in
 * the browser's cache, so it gets a second try past that.
 * @param {Pick<Pack, "url" | "sha256">} pack
 * @param {string} base the address that the pack's own is relative to
 * @param {(bytes: number) => void} arrived is called with the size of every part that comes
 * @returns {Promise<Bytes>}
 */
export async function fetchPack(pack, base, arrived) {
  const url = new URL(pack.url, base).href;
  try {
    return await proven(pack, url, await download(url, arrived, "default"));
  } catch (error) {
    if (error instanceof DemoError && error.kind === "network") throw error;
    return proven(pack, url, await download(url, () => {}, "reload"));
  }
}

/**
 * @param {Pick<Pack, "sha256">} pack
 * @param {string} url
 * @param {Bytes} bytes
 */
async function proven(pack, url, bytes) {
  if (!isGzip(bytes)) return bytes;
  if (pack.sha256) await verify(bytes, pack.sha256, url);
  try {
    return await inflate(bytes);
  } catch {
    throw new DemoError("damaged", `${url} cannot be unpacked`);
  }
}

/**
 * Write what is in an inflated pack into the folder `to` of Pyodide's file system.
 * @param {FileSystem} FS
 * @param {Bytes} bytes
 * @param {string} to
 */
export function unpack(FS, bytes, to) {
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0);
  const index = JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + length)));
  const made = new Set();
  let place = 4 + length;
  for (const [name, size] of index) {
    const path = `${to.replace(/\/$/, "")}/${name}`;
    const folder = path.slice(0, path.lastIndexOf("/"));
    if (!made.has(folder)) FS.mkdirTree(folder);
    made.add(folder);
    FS.writeFile(path, bytes.subarray(place, place + size), {canOwn: true}); // no copy: the pack stays
    place += size;
  }
}
