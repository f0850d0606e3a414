// What a later start begins with is read as it was written, or not at all.

import assert from "node:assert/strict";
import {test} from "node:test";

import {decodeImage, encodeImage} from "../../src/chronicles/live/browser/engine/memory-image.js";

const MEMORY = Uint8Array.from({length: 64}, (_, at) => (at < 37 ? at + 1 : 0));
const IMAGE = {
  facts: {zone: [4, 8], lines: ["a line", "Zürich"]},
  packs: [Uint8Array.of(1, 2, 3), new Uint8Array(0), Uint8Array.from({length: 16}, (_, at) => at)],
  memory: MEMORY,
};

const written = () => Uint8Array.from(Buffer.concat(encodeImage(IMAGE)));

test("an image is read as it was written, without the zeros at the end of the memory", () => {
  const found = decodeImage(written());
  assert.deepEqual(found, {...IMAGE, memory: MEMORY.subarray(0, 48), size: 64});
});

test("a memory of zeros has none of them", () => {
  const found = decodeImage(Uint8Array.from(Buffer.concat(encodeImage({...IMAGE, memory: new Uint8Array(32)}))));
  assert.deepEqual([found?.memory.length, found?.size], [0, 32]);
});

test("the packs lie in a memory of their own, which can outlive that of the image", () => {
  const bytes = written();
  assert.ok(decodeImage(bytes)?.packs.every((pack) => pack.buffer !== bytes.buffer));
});

/** @param {number} at */
const changed = (at) => {
  const bytes = written();
  bytes[at] ^= 1;
  return bytes;
};
/** @param {number} one @param {number} other where words stand */
const exchanged = (one, other) => {
  const bytes = written();
  const words = [bytes.slice(one, one + 4), bytes.slice(other, other + 4)];
  bytes.set(words[1], one);
  bytes.set(words[0], other);
  return bytes;
};
const LENGTH = written().length;

for (const [name, bytes] of /** @type {[string, Uint8Array<ArrayBuffer>][]} */ ([
  ["nothing", new Uint8Array(0)],
  ["less than a head", written().slice(0, 12)],
  ["a head of zeros, as long as it is being written", Uint8Array.from([...new Uint8Array(16), ...written().slice(16)])],
  ["a part", written().slice(0, LENGTH - 16)],
  ["more", Uint8Array.from([...written(), ...new Uint8Array(16)])],
  ["words that have changed their places", exchanged(LENGTH - 32, LENGTH - 28)],
]))
  test(`no image: ${name}`, () => assert.equal(decodeImage(bytes), null));

test("no image: one bit is another, wherever it is", () => {
  const places = Array.from({length: LENGTH}, (_, at) => at);
  assert.deepEqual(
    places.filter((at) => decodeImage(changed(at))),
    [],
  );
});
