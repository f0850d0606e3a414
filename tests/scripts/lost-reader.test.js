// Where a page for lost readers looks for its site.

import assert from "node:assert/strict";
import {test} from "node:test";

import "../../src/chronicles/site/theme/assets/chronicles-lost.js";

const {chroniclesPlaces} = globalThis;

for (const [said, path, expected] of /** @type {[string, string, string[]][]} */ ([
  ["/", "/lost", ["/"]],
  ["/", "/a/b/c/", ["/", "/a/b/c/", "/a/b/", "/a/"]],
  ["/chronicles/", "/mine/a/lost.html", ["/chronicles/", "/mine/a/", "/mine/", "/"]],
  ["/mine/", "/mine/a/", ["/mine/", "/mine/a/", "/"]],
]))
  test(`of ${path}, with ${said}`, () => assert.deepEqual(chroniclesPlaces(said, path), expected));

test("an endless address is no endless work", () =>
  assert.equal(chroniclesPlaces("/", `/${"a/".repeat(500)}`).length, 21));

const PAGES = [
  "",
  "about/",
  "journal/",
  "journal/a-first-view/",
  "steps/polls/",
  "steps/polls/02-views/",
  "steps/students/05-models/",
];
for (const [asked, expected] of /** @type {[string, string[]][]} */ ([
  ["steps/students/05-model/", ["steps/students/05-models/"]],
  ["students/models", ["steps/students/05-models/"]],
  ["steps/polls/03-views/index.html", ["steps/polls/02-views/"]],
  ["journal/2025/a-first-view", ["journal/a-first-view/"]],
  ["abuot.html", ["about/"]],
  ["zzz/", []],
  ["", []],
  ["%E0%A4%A", []],
  ["_/", []],
]))
  test(`what is like ${asked || "nothing"}`, () => assert.deepEqual(globalThis.chroniclesLike(asked, PAGES), expected));

test("a long address is looked at for a moment alone", () => {
  const known = Array.from({length: 2000}, (_, at) => `journal/an-entry-of-some-length-${at}/`);
  const begun = performance.now();
  assert.equal(globalThis.chroniclesLike(`journal/${"an-entry-".repeat(500)}`, known).length <= 5, true);
  assert.ok(performance.now() - begun < 1000);
});
