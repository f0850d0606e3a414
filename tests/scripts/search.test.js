// The search: what a text is found by, which pages a search finds, and what it shows of them.

import assert from "node:assert/strict";
import {readFileSync} from "node:fs";
import {test} from "node:test";

import {excerpt, marked} from "../../src/chronicles/site/search/theme/assets/search/search-excerpt.js";
import {OldIndex, SearchIndex, reader} from "../../src/chronicles/site/search/theme/assets/search/search-index.js";
import {
  distance,
  isMistyped,
  likeTerms,
  parsed,
} from "../../src/chronicles/site/search/theme/assets/search/search-ranking.js";
import {bucket, folded, names, terms} from "../../src/chronicles/site/search/theme/assets/search/search-terms.js";

/** @type {[string, string[]][]} */
const TABLE = JSON.parse(readFileSync(new URL("../tables/search_terms.json", import.meta.url), "utf8"));

for (const [text, expected] of TABLE)
  test(`the terms of ${text} are those of the index`, () =>
    assert.deepEqual(
      names(folded(text)).flatMap((name) => [...terms(name).keys()]),
      expected,
    ));

test("terms that begin with the same two letters have the same bucket, as in Python", () => {
  assert.equal(bucket("foreign"), bucket("for"));
  // Of `bucket` in search_terms.py.
  for (const [term, expected] of /** @type {[string, number][]} */ ([
    ["foreign", 201],
    ["__str__", 224],
    ["日本", 155],
    ["𝒜b", 142],
    ["c", 99],
  ]))
    assert.equal(bucket(term), expected, term);
});

for (const [one, other, expected] of /** @type {[string, string, number][]} */ ([
  ["migration", "migration", 0],
  ["migration", "migratoin", 1],
  ["migration", "migation", 1],
  ["migration", "migrattion", 1],
  ["migration", "nigration", 1],
  ["kitten", "sitting", 3],
  ["", "abc", 3],
]))
  test(`from ${one} to ${other} there are ${expected} typing errors`, () => {
    assert.equal(distance(one, other), expected);
    assert.equal(distance(other, one), expected);
  });

test("short words have to be right, longer ones may have an error, long ones two", () => {
  assert.equal(isMistyped("key", "kay"), false);
  assert.equal(isMistyped("form", "from"), true);
  assert.equal(isMistyped("form", "fram"), false);
  assert.equal(isMistyped("migration", "migratoins"), true);
});

/** @param {string[]} words */
const near = (...words) => new Map(words.map((word) => [word, []]));

for (const [word, isLast, here, expected] of /** @type {[string, boolean, string[], string[]][]} */ ([
  ["migration", false, ["migration", "migrations", "migrate", "mint"], ["migration", "migrations", "migrate"]],
  ["migrating", false, ["migration", "mint"], ["migration"]],
  ["mig", true, ["migration", "mint"], ["migration"]],
  ["mig", false, ["migration", "mint"], []],
  ["migratoin", false, ["migration", "mint"], ["migration"]],
  ["m", true, ["m", "migration"], ["m"]],
  ["0.5", true, ["0.5", "0.51", "0.6"], ["0.5", "0.51"]],
]))
  test(`${word}${isLast ? "…" : ""} finds ${expected.join(", ") || "nothing"}`, () =>
    assert.deepEqual([...likeTerms(near(...here), word, isLast).keys()].sort(), [...expected].sort()));

test("a query has words, and phrases between quotation marks", () => {
  assert.deepEqual(parsed(' "No such TABLE" Café '), {
    text: '"no such table" cafe',
    words: ["No", "such", "TABLE", "Cafe"],
    phrases: ["no such table"],
  });
  assert.deepEqual(parsed('say "hi').phrases, []);
});

/** @param {import("../../src/chronicles/site/search/theme/assets/search/search-excerpt.js").Piece[]} pieces */
const written = (pieces) => pieces.map(({text, isMarked}) => (isMarked ? `[${text}]` : text)).join("");

for (const [text, found, expected] of /** @type {[string, string[], string][]} */ ([
  ["A foreign key.", ["foreign", "key"], "A [foreign] [key]."],
  ["models.ForeignKey(x)", ["foreign"], "[models.ForeignKey](x)"],
  ["Un café", ["cafe"], "Un [café]"],
  ["Un cafe\u0301 la", ["cafe"], "Un [cafe\u0301] la"],
  ["日本語のモデル", ["日本", "本語", "モデ", "デル"], "[日本語]の[モデル]"],
  ["<b>bold</b>", ["bold"], "<b>[bold]</b>"],
  ["nothing", ["other"], "nothing"],
]))
  test(`marked in ${text}`, () => assert.equal(written(marked(text, new Set(found))), expected));

test("an excerpt shows where most of the words stand together, between whole words", () => {
  const text = `${"filling words ".repeat(30)}one here ${"more words ".repeat(30)}one two three ${"end ".repeat(60)}`;
  const found = new Map([
    ["one", 0],
    ["two", 1],
    ["three", 2],
  ]);
  const shown = excerpt(text, found);
  assert.match(shown, /^… .*one two three.* …$/);
  assert.ok(shown.length < 200);
  assert.equal(excerpt("short", found), "short");
  assert.match(excerpt(text, found, "one here"), /one here/);
  assert.ok(excerpt("x".repeat(1000), found).length <= 184);
});

test("each file of the index is read once, and again where it could not be", async () => {
  /** @type {string[]} */
  const read = [];
  let works = false;
  const index = new SearchIndex(async (path) => {
    read.push(path);
    if (path === "index.json") return {form: 1, pages: 1, terms: ["a"], texts: ["b"]};
    if (!works) throw new Error("offline");
    return [[0, {word: [64 * 2 + 5]}]];
  });
  await assert.rejects(index.near("word"), /offline/);
  works = true;
  const [one, other] = await Promise.all([index.near("word"), index.near("other")]);
  assert.deepEqual(one.get("word"), [{page: 0, section: 2, weight: 5}]);
  assert.equal(one, other);
  assert.deepEqual(read, ["index.json", "terms-a.json", "terms-a.json"]);
});

test("an index of another form is refused, and a file that is gone is one of an old site", async () => {
  const index = new SearchIndex(async () => ({form: 2}));
  await assert.rejects(index.contents(), /an index of form 2/);
  const before = globalThis.fetch;
  try {
    globalThis.fetch = async () => new Response("", {status: 404});
    await assert.rejects(reader("https://example.org/search/")("terms-a.json", false), OldIndex);
    globalThis.fetch = async () => new Response("", {status: 500});
    await assert.rejects(reader("https://example.org/search/")("terms-a.json", false), /terms-a.json: 500/);
  } finally {
    globalThis.fetch = before;
  }
});
