// The bundle that is committed is what the lock's packages give, byte for byte, and stays small.

import assert from "node:assert/strict";
import {readFileSync} from "node:fs";
import {test} from "node:test";
import {gzipSync} from "node:zlib";

import {BUNDLE, bundled} from "./codemirror-bundle.js";

const LIMIT = 150_000; // bytes that a reader downloads who opens an editor

test("the bundle of CodeMirror is that of the lock: 'npm run codemirror' makes it", async () => {
  assert.ok((await bundled()) === readFileSync(BUNDLE, "utf8"), "it is another one");
});

test("the bundle of CodeMirror weighs no more than it is said to", () => {
  const {length} = gzipSync(readFileSync(BUNDLE), {level: 9});
  assert.ok(length < LIMIT, `${length} bytes`);
});
