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
