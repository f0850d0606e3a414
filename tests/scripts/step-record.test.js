// What a browser keeps of the steps done: how it is read, what comes next, what a file may bring.

import assert from "node:assert/strict";
import {test} from "node:test";

import "../../src/chronicles/site/theme/assets/step-record.js";

/** @import {Kept} from "../../src/chronicles/site/types/theme.js" */

const {exported, fault, following, guide, isDay, isDone, isName, latest, merge, onward, read} =
  globalThis.chroniclesStepRecord;

const NAMES = ["a/01", "a/02", "a/03", "b/01", "b/02", "c/01"];
const A = NAMES.slice(0, 3);
const EMPTY = {version: 1, done: {}};
const UNREADABLE = {...EMPTY, unreadable: true};

/**
 * @param {string} done names, and the last digit of their day, as in `a/01:3`
 * @param {string} [last]
 * @returns {Kept}
 */
function kept(done, last) {
  const entries = done.split(" ").filter(Boolean);
  return {
    version: 1,
    done: Object.fromEntries(entries.map((each) => [each.split(":")[0], `2026-11-0${each.split(":")[1]}`])),
    ...(last === undefined ? {} : {last}),
  };
}

for (const [value, expected] of /** @type {[unknown, boolean][]} */ ([
  ["2026-11-21", true],
  ["2024-02-29", true],
  ["2026-02-29", false],
  ["2026-13-01", false],
  ["2026-1-1", false],
  ["2026-11-21T10:00", false],
  [20261121, false],
  [null, false],
]))
  test(`${JSON.stringify(value)} is ${expected ? "a" : "no"} day`, () => assert.equal(isDay(value), expected));

for (const [name, expected] of /** @type {[string, boolean][]} */ ([
  ["students/05", true],
  ["études_2-b/10", true],
  ["students/5", false],
  ["-a/01", false],
  ["a/b/01", false],
  ["a/01 ", false],
]))
  test(`"${name}" is ${expected ? "the" : "no"} name of a step`, () => assert.equal(isName(name), expected));

for (const [text, expected] of /** @type {[string | null, object][]} */ ([
  [null, EMPTY],
  ['{"version":1,"done":{"a/01":"2026-11-01"},"more":7}', {version: 1, done: {"a/01": "2026-11-01"}, more: 7}],
  ["{", UNREADABLE],
  ["7", UNREADABLE],
  ["null", UNREADABLE],
  ["[]", UNREADABLE],
  ['{"done":[]}', UNREADABLE],
  ['{"version":1}', UNREADABLE],
]))
  test(`what is kept as ${text} is read`, () => assert.deepEqual(read(text), expected));

test("a step is done on a day, and on nothing else", () => {
  const odd = /** @type {Kept} */ ({version: 1, done: {"a/01": "2026-11-01", "a/02": "soon"}});
  assert.deepEqual(
    ["a/01", "a/02", "a/03", "toString"].map((name) => isDone(odd, name)),
    [true, false, false, false],
  );
});

test("the guide of a step is what its name begins with", () => assert.equal(guide("students/05"), "students"));

/** @typedef {string | undefined} Name */
/** @type {[done: string, last: Name, latest: Name, following: Name, onward: Name][]} */
const PLACES = [
  ["", undefined, undefined, "a/01", "a/01"],
  ["", "a/02", "a/02", "a/02", "a/02"],
  ["a/01:1", "a/01", "a/01", "a/02", "a/02"],
  ["a/01:1 a/02:1", undefined, "a/02", "a/03", "a/03"],
  ["a/01:3 a/02:1", undefined, "a/01", "a/03", "a/03"],
  ["a/02:1 a/03:1", "a/03", "a/03", "b/01", "a/01"],
  ["a/01:1 a/02:1 a/03:1", "a/03", "a/03", "b/01", "b/01"],
  ["b/01:1 b/02:1", "b/02", "b/02", "c/01", "c/01"],
  ["b/01:1 b/02:1 c/01:1", "c/01", "c/01", "a/01", "a/01"],
  ["a/01:1 a/02:1 a/03:1 b/01:1 b/02:1 c/01:1", "b/02", "b/02", undefined, undefined],
  ["a/01:1", "gone/01", "a/01", "a/02", "a/02"],
];

for (const [done, last, lastOne, next, further] of PLACES)
  test(`with "${done}" done, and ${last} as the last, one goes on at ${further}`, () => {
    const value = kept(done, last);
    assert.equal(latest(NAMES, value), lastOne);
    assert.equal(following(NAMES, value), next);
    assert.equal(onward(NAMES, value), further);
  });

test("in a guide that is done nothing follows", () =>
  assert.equal(following(A, kept("a/01:1 a/02:1 a/03:1", "a/03")), undefined));

test("a file gets what is done, in the order of the names, and nothing that it could not be read with", () => {
  const value = kept("b/01:1 a/01:2");
  Object.assign(value.done, {"a/02": "soon", "no name": "2026-11-01"});
  assert.deepEqual(exported(value), [
    ["a/01", "2026-11-02"],
    ["b/01", "2026-11-01"],
  ]);
});

for (const [file, expected] of /** @type {[unknown, string][]} */ ([
  [kept("a/01:1"), ""],
  [kept("a/01:1 other/07:1"), ""],
  [undefined, "it is no JSON with a list of the steps done"],
  [[], "it is no JSON with a list of the steps done"],
  [{version: 1, done: []}, "it is no JSON with a list of the steps done"],
  [{done: {}}, "its version is missing, and this page reads version 1"],
  [{version: "2", done: {}}, 'its version is "2", and this page reads version 1'],
  [{version: 1, done: {a: "2026-11-01"}}, '"a" is not the name of a step, such as students/05'],
  [{version: 1, done: {"a/01": 7}}, "7 is not a day, such as 2026-11-21"],
  [{version: 1, done: {"other/07": "2026-11-01"}}, "none of its steps is on this site"],
  [EMPTY, "none of its steps is on this site"],
]))
  test(`of ${JSON.stringify(file)} is said: ${expected || "nothing"}`, () =>
    assert.equal(fault(file, NAMES), expected));

test("of a step that is done twice, the earlier day counts", () => {
  const value = kept("a/01:2 a/02:2 a/03:2", "a/03");
  const {done} = kept("a/01:1 a/02:3 b/01:4");
  assert.equal(merge(value, done), 1);
  assert.deepEqual(value, kept("a/01:1 a/02:2 a/03:2 b/01:4", "a/03"));
});

test("a day that was none is replaced", () => {
  const value = kept("");
  value.done["a/01"] = "soon";
  assert.equal(merge(value, kept("a/01:1").done), 1);
  assert.deepEqual(value, kept("a/01:1"));
});
