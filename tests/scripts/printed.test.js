// What a block prints, and what of it can run.

import assert from "node:assert/strict";
import {test} from "node:test";

import {inputsOf, printedIn} from "../../src/chronicles/live/browser/page/printed.js";

test("what can run is what the build has read", () => {
  /** @type {(dataset: object) => string[]} */
  const inputs = (dataset) => inputsOf(/** @type {HTMLElement} */ (/** @type {unknown} */ ({dataset})));
  assert.deepEqual(inputs({liveInputs: '["check","a \\"b\\""]'}), ["check", 'a "b"']);
  assert.deepEqual(inputs({}), []);
});

test("the text of a block is that of its code, without the newline at its end", () => {
  const block = {querySelector: () => ({textContent: "a\n\n"}), textContent: "a\n\nCopy"};
  assert.equal(printedIn(/** @type {Element} */ (/** @type {unknown} */ (block))), "a\n");
});
