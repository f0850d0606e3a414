// The lines of an edited file that are marked.

import assert from "node:assert/strict";
import {test} from "node:test";

import {lineChanges} from "../../src/chronicles/live/browser/page/line-changes.js";
import {Chunk, EditorState} from "../../src/chronicles/live/browser/vendor/codemirror.js";

/** @param {string} text */
const parsed = (text) => EditorState.create({doc: text}).doc;

for (const [first, edited, expected] of /** @type {[string, string, string[]][]} */ ([
  ["", "", []],
  ["a\nb\n", "a\nb\n", []],
  ["a\nb\n", "a\nc\n", ["2 changed"]],
  ["a\nb\n", "a\nx\nb\n", ["2 added"]],
  ["a\nb\n", "b\n", ["1 removed"]],
  ["a\nb", "a", ["1 changed"]],
  ["a\nb\n", "a\nb\nc\nd\n", ["3 added", "4 added"]],
  ["a\nb", "a\nb\nc", ["2 changed", "3 changed"]],
  ["a\nb\nc\nd\n", "A\nb\nc\nD\n", ["1 changed", "4 changed"]],
  ["", "a", ["1 changed"]],
  ["a", "", ["1 changed"]],
]))
  test(`${JSON.stringify(first)} that became ${JSON.stringify(edited)}`, () => {
    const text = parsed(edited);
    const found = lineChanges(Chunk.build(parsed(first), text), text);
    assert.deepEqual(
      found.map(([place, change]) => `${text.lineAt(place).number} ${change}`),
      expected,
    );
  });
