// What a session is called, and where its static files are.

import assert from "node:assert/strict";
import {test} from "node:test";

import {deferred} from "../../src/chronicles/live/browser/page/deferred.js";
import {statics} from "../../src/chronicles/live/browser/page/manifests.js";
import {position} from "../../src/chronicles/live/browser/page/poster.js";
import {Session, storageKey} from "../../src/chronicles/live/browser/page/session.js";
import {MANIFEST} from "./manifest.js";

for (const [path, key] of Object.entries({
  "/": ":students/09:01ab",
  "/index.html": "index.html:students/09:01ab",
  "/my-site/steps/students/": "my-site:students/09:01ab",
}))
  test(`what a session on ${path} keeps is stored under ${key}`, () =>
    assert.equal(storageKey(path, "students/09", "01ab"), key));

test("static files have absolute addresses", () => {
  const files = {"admin/": "static/0a/", "": "static/1b/"};
  assert.deepEqual(
    statics({...MANIFEST, static: {url: "/static/", files}}, "https://example.org/x/assets/live/a-01.json"),
    {
      url: "/static/",
      files: {
        "admin/": "https://example.org/x/assets/live/static/0a/",
        "": "https://example.org/x/assets/live/static/1b/",
      },
    },
  );
});

test("a project without static files has none", () => assert.equal(statics(MANIFEST, "https://h/"), null));

test("a session that has not begun has no manifest", () => {
  const session = new Session("https://example.org/a-01.json");
  assert.equal(session.phase, "idle");
  assert.throws(() => session.manifest, /not there yet/);
});

/** @type {[stage: string, part: number, position: number][]} */
const POSITIONS = [
  ["download", 0, 0.02],
  ["download", 0.5, 0.31],
  ["download", 1, 0.6],
  ["download", 1.2, 0.6], // a host may send more than the manifest says
  ["python", 1, 0.6],
  ["page", 0, 0.94],
  ["no such", 1, 0],
];

for (const [stage, part, expected] of POSITIONS)
  test(`at ${part} of ${stage} the bar stands at ${expected}`, () =>
    assert.equal(position({stage, part, bytes: 0}).toFixed(4), expected.toFixed(4)));

test("a deferred promise is settled from outside", async () => {
  const {promise, resolve} = deferred();
  resolve("it");
  assert.equal(await promise, "it");
  const {promise: other, reject} = deferred();
  reject(new Error("no"));
  await assert.rejects(other, /no/);
});
