// Packs are fetched, proven and unpacked.

import assert from "node:assert/strict";
import {createHash} from "node:crypto";
import {test} from "node:test";
import {gunzipSync, gzipSync} from "node:zlib";

import {laterPacks} from "../../src/chronicles/live/browser/engine/boot.js";
import {fetchPack, unpack} from "../../src/chronicles/live/browser/engine/packs.js";
import {withGlobals} from "./globals.js";
import {MANIFEST} from "./manifest.js";

const FILES = {"a/b/c.py": "1", "a/d.py": "22", "a/e.py": "", "f.txt": "333"};
const BASE = "https://example.org/assets/";

/** @param {Record<string, string>} files */
function packed(files) {
  const index = Buffer.from(JSON.stringify(Object.entries(files).map(([name, text]) => [name, text.length])));
  const length = Buffer.alloc(4);
  length.writeUInt32BE(index.length);
  return Uint8Array.from(Buffer.concat([length, index, Buffer.from(Object.values(files).join(""))]));
}

const INFLATED = packed(FILES);
const PACK = Uint8Array.from(gzipSync(INFLATED));
const HASH = createHash("sha256").update(PACK).digest("hex");

/**
 * Let the network answer with these, one after the other; an error breaks it off.
 * @param {import("node:test").TestContext} context
 * @param {(Uint8Array<ArrayBuffer> | number | null)[]} answers bytes, a status, or nothing where there is no network
 * @returns {[url: string, cache: string][]} what was asked for
 */
function answering(context, ...answers) {
  /** @type {[string, string][]} */
  const asked = [];
  const fetch = async (/** @type {string} */ url, /** @type {{cache: string}} */ {cache}) => {
    const answer = answers[asked.push([url, cache]) - 1];
    if (answer === null) throw new TypeError("no network");
    return typeof answer === "number" ? new Response("", {status: answer}) : new Response(answer);
  };
  withGlobals(context, {fetch});
  return asked;
}

/** @param {string} [sha256] */
const fetched = (sha256 = HASH) => fetchPack({url: "a.bin", sha256}, BASE, () => {});

test("a pack is fetched, proven and inflated, and what arrives is told", async (context) => {
  const asked = answering(context, PACK);
  let arrived = 0;
  const found = await fetchPack({url: "a.bin", sha256: HASH}, BASE, (more) => (arrived += more));
  assert.deepEqual(found, INFLATED);
  assert.deepEqual(asked, [[`${BASE}a.bin`, "default"]]);
  assert.equal(arrived, PACK.length);
});

test("what a host has inflated by itself is taken as it is", async (context) => {
  answering(context, INFLATED);
  assert.deepEqual(await fetched(), INFLATED);
});

test("a pack without a hash needs none", async (context) => {
  answering(context, PACK);
  assert.deepEqual(await fetchPack({url: "a.bin"}, BASE, () => {}), INFLATED);
});

const DAMAGED = Uint8Array.from(PACK);
DAMAGED[PACK.length - 9] ^= 1;

for (const [name, first] of Object.entries({damaged: DAMAGED, "broken off": PACK.subarray(0, 20), missing: 404}))
  test(`a pack that is ${name} is fetched once more past the cache`, async (context) => {
    const asked = answering(context, first, PACK);
    assert.deepEqual(await fetched(), INFLATED);
    assert.deepEqual(
      asked.map(([, cache]) => cache),
      ["default", "reload"],
    );
  });

test("a pack that is another one than the manifest says is damaged", async (context) => {
  answering(context, PACK, PACK);
  await assert.rejects(fetched("0".repeat(64)), {
    kind: "damaged",
    message: `${BASE}a.bin is not what the manifest says`,
  });
});

test("a pack that is no gzip behind its first bytes is damaged", async (context) => {
  const broken = Uint8Array.of(0x1f, 0x8b, 1, 2);
  answering(context, broken, broken);
  await assert.rejects(
    fetchPack({url: "a.bin"}, BASE, () => {}),
    {kind: "damaged"},
  );
});

test("a pack that is not there is missing", async (context) => {
  answering(context, 404, 500);
  await assert.rejects(fetched(), {kind: "missing", message: `${BASE}a.bin was answered with 500`});
});

test("without a network, nothing is tried again", async (context) => {
  const asked = answering(context, null);
  await assert.rejects(fetched(), {kind: "network"});
  assert.equal(asked.length, 1);
});

/** A file system, and what was done to it. */
function disk() {
  /** @type {string[]} */
  const made = [];
  /** @type {Record<string, string>} */
  const files = {};
  return {
    made,
    files,
    mkdirTree: (/** @type {string} */ path) => void made.push(path),
    writeFile: (/** @type {string} */ path, /** @type {Uint8Array} */ data) => {
      files[path] = new TextDecoder().decode(data);
    },
  };
}

const UNPACKED = {"/to/a/b/c.py": "1", "/to/a/d.py": "22", "/to/a/e.py": "", "/to/f.txt": "333"};

for (const to of ["/to", "/to/"])
  test(`a pack is unpacked into ${to}, each folder made once`, () => {
    const system = disk();
    const inMiddle = new Uint8Array(INFLATED.length + 3); // as a view into a larger buffer
    inMiddle.set(INFLATED, 3);
    unpack(system, inMiddle.subarray(3), to);
    assert.deepEqual(system.files, UNPACKED);
    assert.deepEqual(system.made, ["/to/a/b", "/to/a", "/to"]);
  });

/**
 * Get a pack as an import does that needs it.
 * @param {import("node:test").TestContext} context
 * @param {number} status that the host answers with
 * @param {string} url
 */
function importing(context, status, url) {
  /** @type {unknown[]} */
  const asked = [];
  class XMLHttpRequest {
    status = status;
    response = PACK.buffer;
    open = (/** @type {unknown[]} */ ...given) => void asked.push(...given);
    send = () => {};
  }
  withGlobals(context, {XMLHttpRequest});
  const system = disk();
  const gunzip = (/** @type {Uint8Array} */ bytes) => Uint8Array.from(gunzipSync(bytes));
  const packs = [
    {url: "other.bin", to: "/other"},
    {url: "lib/a.bin", to: "/to"},
  ];
  laterPacks(system, {...MANIFEST, packs}, BASE, gunzip)(url);
  return {asked, files: system.files};
}

test("a pack that an import needs is there when the import goes on", (context) => {
  const {asked, files} = importing(context, 200, "lib/a.bin");
  assert.deepEqual(asked, ["GET", `${BASE}lib/a.bin`, false]);
  assert.deepEqual(files, UNPACKED);
});

test("an import is told of a pack that cannot be had", (context) => {
  const answered = {kind: "missing", message: "lib/a.bin was answered with 404"};
  assert.throws(() => importing(context, 404, "lib/a.bin"), answered);
  assert.throws(() => importing(context, 200, "b.bin"), {kind: "missing", message: "b.bin is not in the manifest"});
});
