// A tab has a name for each state, which no other tab has.

import assert from "node:assert/strict";
import {beforeEach, test} from "node:test";

import {claim, hasBegun} from "../../src/chronicles/live/browser/page/identity.js";
import {withGlobals} from "./globals.js";

const NAME = /^[0-9a-f]{16}$/;

/** @type {Set<string>} */
let held;
beforeEach(() => {
  held = new Set();
});

/** Locks that are never given back, as those of a page that stays open. */
const locks = {
  request: async (/** @type {string} */ name, /** @type {object} */ _, /** @type {() => void} */ granted) => {
    if (held.has(name)) throw new DOMException("it took too long", "TimeoutError");
    held.add(name);
    granted();
  },
};

/** @param {Record<string, string>} kept */
const storage = (kept) => ({
  getItem: (/** @type {string} */ key) => kept[key] ?? null,
  setItem: (/** @type {string} */ key, /** @type {string} */ value) => {
    kept[key] = value;
  },
});

test("a new tab has a name of its own for each state, and keeps it", async (context) => {
  /** @type {Record<string, string>} */
  const kept = {};
  withGlobals(context, {sessionStorage: storage(kept), navigator: {locks}});
  assert.equal(hasBegun("a/01"), false);
  const name = await claim("a/01");
  assert.match(name, NAME);
  assert.deepEqual(kept, {"chronicles-live:a/01": name});
  assert.deepEqual([hasBegun("a/01"), hasBegun("a/02")], [true, false]);
  assert.notEqual(await claim("a/02"), name);
});

test("a tab that is loaded again has the name that it had", async (context) => {
  withGlobals(context, {sessionStorage: storage({"chronicles-live:a/01": "0123"}), navigator: {locks}});
  assert.equal(await claim("a/01"), "0123");
  assert.deepEqual([...held], ["chronicles-live:a/01:0123"]);
});

test("a tab that was duplicated gets another name than its original, which holds the lock", async (context) => {
  /** @type {Record<string, string>} */
  const kept = {"chronicles-live:a/01": "0123"};
  held.add("chronicles-live:a/01:0123");
  withGlobals(context, {sessionStorage: storage(kept), navigator: {locks}});
  const name = await claim("a/01");
  assert.match(name, NAME);
  assert.equal(kept["chronicles-live:a/01"], name);
  assert.ok(held.has(`chronicles-live:a/01:${name}`));
});

test("without locks, the name that is kept is taken", async (context) => {
  withGlobals(context, {sessionStorage: storage({"chronicles-live:a/01": "0123"}), navigator: {}});
  assert.equal(await claim("a/01"), "0123");
});

test("where nothing can be kept, every start has a new name", async (context) => {
  const forbidden = () => {
    throw new DOMException("no", "SecurityError");
  };
  withGlobals(context, {sessionStorage: {getItem: forbidden, setItem: forbidden}, navigator: {locks}});
  assert.match(await claim("a/01"), NAME);
  assert.equal(hasBegun("a/01"), false);
});
