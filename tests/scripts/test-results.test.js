// The lines of a test run, as Django and unittest print them.

import assert from "node:assert/strict";
import {test} from "node:test";

import {testResults} from "../../src/chronicles/live/browser/page/test-results.js";

const LINE = "=".repeat(70);
const DASHES = "-".repeat(70);

/** @param {string} output */
const short = (output) => testResults(output).map(({title, outcome}) => `${outcome}: ${title}`);

test("a run of Django, with what it prints before and a test that failed", () => {
  const output = `Found 3 test(s).
Creating test database for alias 'default' ('file:memorydb_default?mode=memory&cache=shared')...
Operations to perform:
  Apply all migrations: polls
Running migrations:
  Applying polls.0001_initial... OK
System check identified no issues (0 silenced).
test_looking_is_not_voting (polls.tests.VoteTests.test_looking_is_not_voting) ... ok
test_counted (polls.tests.VoteTests.test_counted)
A vote is counted. ... FAIL
test_slow (polls.tests.VoteTests.test_slow) ... skipped 'no PostgreSQL'

${LINE}
FAIL: test_counted (polls.tests.VoteTests.test_counted)
A vote is counted.
${DASHES}
Traceback (most recent call last):
  File "/project/polls/tests.py", line 7, in test_counted
AssertionError: 0 != 1

${DASHES}
Ran 3 tests in 0.011s

FAILED (failures=1, skipped=1)
Destroying test database for alias 'default'...
`;
  assert.deepEqual(short(output), ["passed: looking is not voting", "failed: A vote is counted.", "skipped: slow"]);
  const {name, detail} = testResults(output)[1];
  assert.equal(name, "polls.tests.VoteTests.test_counted");
  assert.match(detail, /^A vote is counted\.\n-+\nTraceback[\s\S]*AssertionError: 0 != 1$/);
});

test("tests that could not be loaded have failed", () => {
  const output = `polls.tests (unittest.loader._FailedTest.polls.tests) ... ERROR

${LINE}
ERROR: setUpClass (polls.tests.VoteTests)
${DASHES}
NameError: name 'x' is not defined

${DASHES}
Ran 0 tests in 0.000s

FAILED (errors=1)
`;
  assert.deepEqual(short(output), ["failed: setUpClass"]);
});

test("a subtest that fails is its test's fault, also where the test is said to be ok", () => {
  const output = `test_all (a.tests.T.test_all) ... ok

${LINE}
FAIL: test_all (a.tests.T.test_all) (days=1)
${DASHES}
AssertionError

${DASHES}
Ran 1 test in 0.000s
`;
  assert.deepEqual(short(output), ["failed: all"]);
});

test("a test without a word of its end has passed where the run came to its own, and failed where it did not", () => {
  const begun = "test_a (a.tests.T.test_a) ... some words\nok\n";
  assert.deepEqual(short(`${begun}${DASHES}\nRan 1 test in 0.1s\n`), ["passed: a"]);
  assert.deepEqual(short(begun), ["failed: a"]);
});

test("what a test prints stands before its end, and the name may be short", () => {
  const output = "test_a (a.tests.T) ... some words\nok\ntest_b (a.tests.T) ... printed ok\n";
  assert.deepEqual(short(output).at(-1), "passed: b");
  assert.deepEqual(testResults(output).at(-1)?.name, "a.tests.T.test_b");
});

test("no run has no tests", () =>
  assert.deepEqual(testResults("Found 0 test(s).\n\nRan 0 tests in 0.000s\n\nOK\n"), []));
