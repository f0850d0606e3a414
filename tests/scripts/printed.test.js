// What a block prints is read as the project can be asked for it.

import assert from "node:assert/strict";
import {test} from "node:test";

import {inputsOf, parseRequest, printedIn} from "../../src/chronicles/live/browser/page/printed.js";

test("what can run is what the build has read", () => {
  /** @type {(dataset: object) => string[]} */
  const inputs = (dataset) => inputsOf(/** @type {HTMLElement} */ (/** @type {unknown} */ ({dataset})));
  assert.deepEqual(inputs({liveInputs: '["check","a \\"b\\""]'}), ["check", 'a "b"']);
  assert.deepEqual(inputs({}), []);
});

/** @typedef {[method: string, path: string, query: string, headers: string[][], body: string]} Request */
/** @type {[text: string, ...Request][]} */
const REQUESTS = [
  ["GET /a/ HTTP/1.1", "GET", "/a/", "", [], ""],
  ["GET /a%20b/?x=1&y HTTP/1.1\nHost: h\nX-A: b", "GET", "/a%20b/", "x=1&y", [["X-A", "b"]], ""],
  ["GET / HTTP/1.1\nReferer: http://h/a: b", "GET", "/", "", [["Referer", "http://h/a: b"]], ""],
  ["GET / HTTP/1.1\nX-Empty:\nno header", "GET", "/", "", [], ""],
  ["POST http://h/p HTTP/1.1\nAccept:x\n\none\n\ntwo", "POST", "/p", "", [["Accept", "x"]], "one\n\ntwo"],
];

for (const [text, method, path, query, headers, body] of REQUESTS)
  test(`${JSON.stringify(text)} is read as a request`, () => {
    const found = parseRequest(text);
    assert.deepEqual(found.asked, {method, path, query, headers, withCookies: true});
    assert.equal(found.body, body);
  });

test("the text of a block is that of its code, without the newline at its end", () => {
  const block = {querySelector: () => ({textContent: "a\n\n"}), textContent: "a\n\nCopy"};
  assert.equal(printedIn(/** @type {Element} */ (/** @type {unknown} */ (block))), "a\n");
});
