// What the address bar shows, and what is meant by what is typed into it.

import assert from "node:assert/strict";
import {test} from "node:test";

import {shownAddress, typedPath} from "../../src/chronicles/live/browser/page/project-address.js";

const SCRIPT = "/site/live/now/ab12";

for (const [path, shown] of [
  ["/", "/"],
  ["/polls/?page=2#top", "/polls/?page=2#top"],
  [`/admin/login/?next=${SCRIPT}/admin/`, "/admin/login/?next=/admin/"],
  ["/login/?next=%2Fsite%2Flive%2Fnow%2Fab12%2Fcart%2F&a=b", "/login/?next=%2Fcart%2F&a=b"],
  ["/live/now/ab12/", "/live/now/ab12/"],
])
  test(`${path} is shown as ${shown}`, () => assert.equal(shownAddress(path, SCRIPT), shown));

for (const [text, path] of [
  ["/polls/", "/polls/"],
  [" polls/ ", "/polls/"],
  ["", "/"],
  ["?page=2", "/?page=2"],
  ["http://127.0.0.1:8000/polls/?page=2#top", "/polls/?page=2#top"],
  ["http://localhost:8000", "/"],
  ["HTTPS://example.org?a=b", "/?a=b"],
  [`https://example.org${SCRIPT}/cart/`, "/cart/"],
  [`${SCRIPT}/cart/`, "/cart/"],
  ["//odd", "//odd"],
])
  test(`${JSON.stringify(text)} leads to ${path}`, () => assert.equal(typedPath(text, SCRIPT), path));
