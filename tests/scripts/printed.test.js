// What a block prints is read as the project can be asked for it.

import assert from "node:assert/strict";
import {test} from "node:test";

import {commands, parseRequest, printedIn, statements} from "../../src/chronicles/live/browser/page/printed.js";

test("the statements of a printed session are read without prompts and answers", () => {
  const printed = ">>> a = 1\n>>> if a:\n...     b\n...\nout\n>>>not\n>>> \n>>> c\n";
  assert.equal(statements(printed), "a = 1\nif a:\n    b\n\n\nc");
  assert.equal(statements("no prompt"), "");
});

for (const [line, command] of Object.entries({
  "$ python manage.py check": "check",
  "$ python3 manage.py test a b": "test a b",
  "$ ./manage.py migrate": "migrate",
  "$ uv run python manage.py check": "check",
  "$ .venv/bin/python manage.py check": "check",
  "$ ./.venv/bin/python3 manage.py check": "check",
  "python manage.py check": null,
  "$ python manage.pyc check": null,
  "$ sudo python manage.py check": null,
  "$ python manage.py": null,
  "$ python manage.py ": null,
}))
  test(`of "${line}" what can run here is ${command}`, () =>
    assert.deepEqual(commands(`${line}\nwhat it said`), command ? [command] : []));

test("the commands of a terminal are read in their order", () =>
  assert.deepEqual(commands("$ ./manage.py a\nx\n$ ls\n$ ./manage.py b"), ["a", "b"]));

/** @typedef {[method: string, path: string, query: string, headers: string[][], body: string, expected: string]} Request */
/** @type {[printed: string, ...Request][]} */
const REQUESTS = [
  ["GET /a/ HTTP/1.1", "GET", "/a/", "", [], "", ""],
  ["GET /a%20b/?x=1&y HTTP/1.1\nHost: h\nX-A: b", "GET", "/a%20b/", "x=1&y", [["X-A", "b"]], "", ""],
  ["GET / HTTP/1.1\nReferer: http://h/a: b", "GET", "/", "", [["Referer", "http://h/a: b"]], "", ""],
  ["GET / HTTP/1.1\nX-Empty:\nno header", "GET", "/", "", [], "", ""],
  ["POST http://h/p HTTP/1.1\nAccept:x\n\none\n\ntwo", "POST", "/p", "", [["Accept", "x"]], "one\n\ntwo", ""],
  ["PUT /p HTTP/1.1\n\nbody\n\nHTTP/1.1 200 OK\n\nit \n", "PUT", "/p", "", [], "body", "HTTP/1.1 200 OK\n\nit"],
  ["GET /p HTTP/1.1\nA: b\nHTTP/2 404\nno", "GET", "/p", "", [["A", "b"]], "", "HTTP/2 404\nno"],
];

for (const [printed, method, path, query, headers, body, expected] of REQUESTS)
  test(`${JSON.stringify(printed)} is read as a request`, () => {
    const found = parseRequest(printed);
    assert.deepEqual(found.asked, {method, path, query, headers, withCookies: true});
    assert.equal(found.body, body);
    assert.equal(found.expected, expected);
  });

test("the text of a block is that of its code, without the newline at its end", () => {
  const block = {querySelector: () => ({textContent: "a\n\n"}), textContent: "a\n\nCopy"};
  assert.equal(printedIn(/** @type {Element} */ (/** @type {unknown} */ (block))), "a\n");
});
