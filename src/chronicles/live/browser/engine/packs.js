// Packs: many files in one. gzip of: four bytes with the index's length, the index (JSON), the bytes.

/** What went wrong with a file of the demo; `kind` says what to tell the reader. */
export class Trouble extends Error {
  constructor(kind, message) {
    super(message);
    this.kind = kind;
  }
}

/** Fetch `url` and call `arrived` with every bit that comes. */
async function download(url, arrived, cache) {
  let response;
  try {
    response = await fetch(url, {cache});
  } catch {
    throw new Trouble("network", `${url} could not be fetched`);
  }
  if (!response.ok) throw new Trouble("missing", `${url} was answered with ${response.status}`);
  const parts = [];
  try {
    for (const reader = response.body.getReader(); ;) {
      const {done, value} = await reader.read();
      if (done) break;
      parts.push(value);
      arrived(value.length);
    }
  } catch {
    throw new Trouble("network", `${url} broke off`);
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}

async function verify(bytes, pack, url) {
  if (!crypto.subtle) return; // only there in secure contexts
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  const found = Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
  if (found !== pack.sha256) throw new Trouble("damaged", `${url} is not what the manifest says`);
}

/** Some hosts inflate by themselves what they think is gzip: look, do not trust names. */
const isGzip = (bytes) => bytes[0] === 0x1f && bytes[1] === 0x8b;

async function inflate(bytes) {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/**
 * Fetch a pack of the manifest, prove it, and return its files' bytes as one. What is wrong may lie in
 * the browser's cache, so it gets a second try past that.
 */
export async function fetchPack(pack, base, arrived) {
  const url = new URL(pack.url, base).href;
  try {
    return await proven(pack, url, await download(url, arrived, "default"));
  } catch (error) {
    if (error.kind === "network") throw error;
    return proven(pack, url, await download(url, () => {}, "reload"));
  }
}

async function proven(pack, url, bytes) {
  if (!isGzip(bytes)) return bytes;
  if (pack.sha256) await verify(bytes, pack, url);
  try {
    return await inflate(bytes);
  } catch {
    throw new Trouble("damaged", `${url} cannot be unpacked`);
  }
}

/** Write what is in an inflated pack into the folder `to` of Pyodide's file system. */
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
