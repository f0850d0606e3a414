// What is typed goes on as in a console, and as in an editor.

import assert from "node:assert/strict";
import {test} from "node:test";

import {goesOn} from "../../src/chronicles/live/browser/page/console.js";
import {indentation} from "../../src/chronicles/live/browser/page/editor.js";

for (const [source, expected] of /** @type {[string, boolean][]} */ ([
  ["", false],
  ["a = 1", false],
  ["if a:", true],
  ["if a:  # why", true],
  ["if a: b", false],
  ["if a:\n    b", true],
  ["if a:\n    b\n", false],
  ["if a:\n    b\n  ", false],
  ["a = 1\nif a:", false],
]))
  test(`${JSON.stringify(source)} ${expected ? "goes on" : "is whole"}`, () => assert.equal(goesOn(source), expected));

for (const [before, expected] of [
  ["", ""],
  ["a", ""],
  ["    a", "    "],
  ["\t a", "\t "],
  ["    a\nb", ""],
  ["a\n  b\n    c d", "    "],
  ["    a\n", ""],
  ["\n\n  a", "  "],
])
  test(`a line after ${JSON.stringify(before)} is indented by ${expected.length}`, () =>
    assert.equal(indentation(before), expected));
