// What is typed goes on as in a console.

import assert from "node:assert/strict";
import {test} from "node:test";

import {goesOn} from "../../src/chronicles/live/browser/page/console.js";

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
