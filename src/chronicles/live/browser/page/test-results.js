// What `manage.py test --verbosity 2` and `python -m unittest -v` print, read: which tests passed, and what the others say.

/** @typedef {{name: string, title: string, outcome: "passed" | "failed" | "skipped", detail: string}} TestResult */

// "test_x (app.tests.Class.test_x)", then perhaps a line of its docstring, then "... ok"; what a test prints may stand between.
const TEST = /^(\w+) \(([\w.]+)\)(?:\n(?!\w+ \([\w.]+\))([^\n]*?))??(?: \.\.\. |\n\.\.\. )([^\n]*)$/gm;
const FAULT = /^={70}\n(?:FAIL|ERROR): (\w+) \(([\w.]+)\)[^\n]*\n([\s\S]*?)(?=^={70}\n|^-{70}\nRan )/gm;

/** @param {string} name of a method, such as `test_no_vote_is_lost` */
const words = (name) => name.replace(/^test_?/, "").replaceAll("_", " ");

/**
 * @param {string} name of a test
 * @param {string} id as the runner has it: newer Pythons end it with the name of the test
 */
const dotted = (name, id) => (id.endsWith(`.${name}`) ? id : `${id}.${name}`);

/**
 * @param {string} said of a test that is among no faults: what it printed may stand before its end, or in its place
 * @param {boolean} isWhole whether the run came to its end, where all faults are told
 * @returns {TestResult["outcome"]}
 */
function outcome(said, isWhole) {
  if (/(^|\s)skipped\b/.test(said)) return "skipped";
  if (/(^|\s)(ok|expected failure)$/.test(said)) return "passed";
  return isWhole && !/(^|\s)(FAIL|ERROR|unexpected success)$/.test(said) ? "passed" : "failed";
}

/**
 * @param {string} output
 * @returns {TestResult[]} each test that has run, in order; a fault outside of tests counts as one that failed
 */
export function testResults(output) {
  const text = output.replaceAll("\r\n", "\n");
  const isWhole = /^Ran \d+ tests?\b/m.test(text);
  const details = new Map([...text.matchAll(FAULT)].map(([, name, id, body]) => [dotted(name, id), {name, body}]));
  /** @type {Map<string, TestResult>} */
  const found = new Map();
  for (const [, name, id, doc, said] of text.matchAll(TEST)) {
    const full = dotted(name, id);
    const detail = details.get(full)?.body.trim() ?? "";
    const failed = details.has(full);
    found.set(full, {
      name: full,
      title: doc?.trim() || words(name),
      outcome: failed ? "failed" : outcome(said, isWhole),
      detail,
    });
  }
  for (const [full, {name, body}] of details)
    if (!found.has(full)) found.set(full, {name: full, title: words(name), outcome: "failed", detail: body.trim()});
  return [...found.values()];
}
