// JSON as an answer shows it.

import assert from "node:assert/strict";
import {test} from "node:test";

import {laidOut} from "../../src/chronicles/live/browser/page/json-layout.js";

const VALUES = [
  null,
  [],
  {},
  [[], {}],
  {a: 1, b: [true, {c: "x"}, []], d: {}},
  {"a,b": '{"not": [json]}', "\\": '\\"', "\u00e9": "[:,]"},
  [[[1], 2], "text"],
];

test("JSON is laid out as the standard library does", () => {
  for (const value of VALUES) {
    assert.equal(laidOut(JSON.stringify(value)), JSON.stringify(value, null, 2));
    assert.equal(laidOut(JSON.stringify(value, null, 3)), JSON.stringify(value, null, 2));
  }
});

test("every token stays as it came", () => {
  assert.equal(
    laidOut('{"price":2.0,"id":12345678901234567890}'),
    '{\n  "price": 2.0,\n  "id": 12345678901234567890\n}',
  );
  assert.equal(laidOut('["\\u00e9",1E2,-0]'), '[\n  "\\u00e9",\n  1E2,\n  -0\n]');
});

test("what is no JSON is refused", () => {
  for (const text of ["", "{", "[1,]", "a"]) assert.throws(() => laidOut(text), SyntaxError);
});
