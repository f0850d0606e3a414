// What went wrong has words for a reader.

import assert from "node:assert/strict";
import {test} from "node:test";

import {DemoError} from "../../src/chronicles/live/browser/engine/demo-error.js";
import {explain} from "../../src/chronicles/live/browser/page/errors.js";
import {lazyImport} from "../../src/chronicles/live/browser/page/lazy-import.js";
import {withGlobals} from "./globals.js";

const KINDS = "file insecure serviceworker webassembly old network missing damaged memory python stopped".split(" ");

test("every kind has words of its own", () => {
  const found = KINDS.map((kind) => explain(kind));
  assert.equal(new Set(found.map(({title}) => title)).size, KINDS.length);
  assert.equal(new Set(found.map(({text}) => text)).size, KINDS.length);
  assert.ok(found.every(({title, text}) => title && text));
});

test("of an unknown kind is what the project itself says", () =>
  assert.deepEqual(explain("no such"), explain("python")));

test("an error that has a kind keeps it", () => {
  const error = new DemoError("memory", "full");
  assert.equal(DemoError.from(error), error);
});

for (const [thrown, message] of [
  [new TypeError("x is null"), "x is null"],
  ["text", "text"],
  [null, "null"],
])
  test(`what is thrown as ${thrown} is the project's`, () => {
    const {kind, message: said} = DemoError.from(thrown);
    assert.deepEqual([kind, said], ["python", message]);
  });

test("a script that is imported later is there", async () =>
  assert.equal((await lazyImport(async () => ({name: "it"}))).name, "it"));

for (const [onLine, kind] of /** @type {const} */ ([
  [true, "missing"],
  [false, "network"],
]))
  test(`a script that cannot be had is told as ${kind}`, async (context) => {
    withGlobals(context, {navigator: {onLine}});
    const load = () => Promise.reject(new TypeError("Failed to fetch"));
    await assert.rejects(lazyImport(load), {kind, message: "Failed to fetch", name: "Error"});
  });
