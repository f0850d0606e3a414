// What a later start of a project begins with, as one run of bytes: some facts, the inflated packs, and the memory
// of a Python that has set the project up.

/** @typedef {Uint8Array<ArrayBuffer>} Bytes */
/**
 * What has to be known besides.
 * @typedef {object} Facts
 * @property {number[]} zone where in the memory the engine keeps what it knows of the time zone
 * @property {string[]} lines what the project wrote to its terminal up to then
 */
/**
 * @typedef {object} Image
 * @property {Facts} facts
 * @property {Bytes[]} packs the bytes of the files, in the order of the manifest
 * @property {Bytes} memory without the zeros at its end
 * @property {number} size of the memory, with them
 */

const MAGIC = 0x6d656d31;
const HEAD = 16; // bytes: what this is, the length of the index, that of all, and a sum of all the rest
const ALIGNED = 16; // what Pyodide reads as words begins at a word

/**
 * @param {Omit<Image, "size">} image whose memory is whole
 * @returns {Bytes[]} which follow each other; only the first one says that they are an image
 */
export function encodeImage({facts, packs, memory}) {
  const used = memory.subarray(0, aligned(usedLength(memory)));
  const lengths = packs.map((pack) => pack.length);
  const index = new TextEncoder().encode(JSON.stringify({facts, lengths, size: memory.length}));
  const head = new Uint8Array(aligned(HEAD + index.length));
  head.set(index, HEAD);
  const parts = [...packs.map(padded), used];
  const length = parts.reduce((all, part) => all + part.length, head.length);
  const total = parts.reduce((all, part) => sum(part, all), sum(head.subarray(HEAD), index.length));
  new Uint32Array(head.buffer).set([MAGIC, index.length, length, total]);
  return [head, ...parts];
}

/**
 * @param {Bytes} bytes
 * @returns {Image | null} null where they are not as they were written
 */
export function decodeImage(bytes) {
  if (bytes.length < HEAD) return null;
  const [magic, length, all, total] = new Uint32Array(bytes.buffer, 0, HEAD / 4);
  if (magic !== MAGIC || all !== bytes.length || sum(bytes.subarray(HEAD), length) !== total) return null;
  const {facts, lengths, size} = JSON.parse(new TextDecoder().decode(bytes.subarray(HEAD, HEAD + length)));
  let place = aligned(HEAD + length);
  /** @type {Bytes[]} */
  const packs = [];
  for (const each of lengths) {
    packs.push(bytes.slice(place, place + each)); // a copy: files stay, and the memory shall not stay with them
    place += aligned(each);
  }
  return {facts, packs, memory: bytes.subarray(place), size};
}

/** @param {number} length */
const aligned = (length) => Math.ceil(length / ALIGNED) * ALIGNED;

/** @param {Bytes} bytes */
function padded(bytes) {
  const found = new Uint8Array(aligned(bytes.length));
  found.set(bytes);
  return found;
}

/** @param {Bytes} memory @returns {number} where the zeros at its end begin */
function usedLength(memory) {
  let end = memory.length;
  while (end && !memory[end - 1]) end -= 1;
  return end;
}

/**
 * @param {Bytes} bytes a whole number of words
 * @param {number} before the sum of what stands before them
 * @returns {number} another one where one word is another, or two have changed their places
 */
function sum(bytes, before) {
  const words = new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);
  let total = before;
  for (let at = 0; at < words.length; at++) total = (Math.imul(total, 31) + words[at]) | 0; // the quickest of loops
  return total >>> 0;
}
