// A task below its editor: the tests of the step say whether it is solved, and the solution is there for who wants it.

import {DemoError} from "../engine/demo-error.js";
import {h} from "./dom.js";
import {testResults} from "./test-results.js";

/** @import {Editor} from "./editor.js" */
/** @import {Session} from "./session.js" */
/** @import {TestResult} from "./test-results.js" */

/** @typedef {{names: string[], tests: Record<string, string>, path: string, solution: string}} Needs */

const TICK = ".chronicles-tick button[aria-pressed=false]"; // of the page: whether the reader has done the step
const MARKS = {passed: "✓", failed: "✗", skipped: "–"};
const CLASSES = {passed: "good", failed: "bad", skipped: "odd"};

export class Task {
  /** @type {Promise<Needs> | null} */
  #needs = null;

  /**
   * @param {Session} session
   * @param {Editor} editor
   * @param {string} url of what the task needs
   */
  constructor(session, editor, url) {
    this.session = session;
    this.editor = editor;
    this.url = url;
    this.check = h(
      "button",
      {type: "button", class: "primary", onclick: () => this.#act(() => this.#check())},
      "Check",
    );
    this.solve = h("button", {type: "button", onclick: () => this.#act(() => this.#solve())}, "Show the solution");
    this.said = h("p", {class: "verdict", role: "status"});
    this.results = h("ul", {class: "results"});
    this.element = h(
      "section",
      {class: "task", "aria-label": "Task"},
      h("div", {class: "row"}, this.said, this.solve, this.check),
      this.results,
    );
  }

  /**
   * Do one thing at a time, and say what went wrong.
   * @param {() => Promise<void>} work
   */
  async #act(work) {
    this.check.disabled = this.solve.disabled = true;
    try {
      await work();
    } catch (error) {
      this.#say(DemoError.from(error).message, "bad");
    }
    this.check.disabled = this.solve.disabled = false;
  }

  async #check() {
    this.#say("The tests run …");
    this.results.replaceChildren();
    const {names, tests, path} = await this.#fetched();
    await this.editor.show(path); // where the reader has solved it, whatever file is shown now
    if (!(await this.editor.settle())) return this.#say("The project cannot run with this yet.", "bad");
    for (const [name, text] of Object.entries(tests)) await this.#give(name, text);
    const program = this.session.manifest.settings ? "manage.py test --verbosity 2" : "-m unittest -v";
    const {output, status} = await this.session.ask("command", {line: `${program} ${names.join(" ")}`});
    this.#show(testResults(output), output, status);
  }

  async #solve() {
    const {path, solution} = await this.#fetched();
    await this.editor.put(path, solution);
    this.#say("This is how the step does it. Undo brings back what you wrote.");
  }

  /** @returns {Promise<Needs>} */
  #fetched() {
    this.#needs ??= fetchNeeds(this.url).catch((error) => {
      this.#needs = null; // another press tries again
      throw error;
    });
    return this.#needs;
  }

  /**
   * Give the project a file of the step, where it has not got it.
   * @param {string} name
   * @param {string} text
   */
  async #give(name, text) {
    const before = await this.session.ask("read", {name}).catch(() => null);
    if (before?.text === text) return;
    const edited = await this.session.edit(name, text);
    if (edited.outcome === "wrong" || edited.outcome === "failed") throw new Error(`${name}: ${edited.message}`);
  }

  /** @param {TestResult[]} results @param {string} output @param {number} status that the tests ended with */
  #show(results, output, status) {
    this.results.replaceChildren(...results.map(shown));
    const failed = results.filter(({outcome}) => outcome === "failed").length;
    if (!results.length) {
      this.results.append(h("li", {}, h("pre", {tabindex: 0}, output)));
      return this.#say("No test has run.", "bad");
    }
    const tests = results.length === 1 ? "test" : `${results.length} tests`;
    if (failed)
      return this.#say(failed === results.length ? `The ${tests} failed.` : `${failed} of ${tests} failed.`, "bad");
    const skipped = results.filter(({outcome}) => outcome === "skipped").length;
    if (skipped || status) {
      const why = skipped ? `${skipped} of ${tests} cannot run in a browser` : "the tests ended with an error";
      return this.#say(`Nobody can tell here: ${why}. Run them on your machine.`, "bad");
    }
    this.#say(results.length === 1 ? "Solved: the test passes." : `Solved: all ${tests} pass.`, "good");
    this.#offerTick();
  }

  #offerTick() {
    const tick = /** @type {HTMLElement | null} */ (document.querySelector(TICK));
    if (!tick) return;
    const own = h("button", {type: "button"}, "Tick this step as done");
    own.addEventListener("click", () => {
      tick.click();
      own.replaceWith("Ticked.");
    });
    this.said.append(" ", own);
  }

  /** @param {string} text @param {"" | "good" | "bad"} [kind] */
  #say(text, kind = "") {
    this.said.className = `verdict ${kind}`;
    this.said.textContent = text;
  }
}

/** @param {TestResult} result */
function shown({title, outcome, detail}) {
  const line = [h("span", {class: CLASSES[outcome]}, `${MARKS[outcome]} ${outcome}`), ` ${title}`];
  if (!detail) return h("li", {}, ...line);
  return h("li", {}, h("details", {}, h("summary", {}, ...line), h("pre", {tabindex: 0}, detail)));
}

/**
 * @param {string} url
 * @returns {Promise<Needs>}
 */
async function fetchNeeds(url) {
  const response = await fetch(url).catch(() => {
    throw new DemoError("network", `${url} could not be fetched. Look whether you are online.`);
  });
  if (!response.ok) throw new DemoError("missing", `${url} was answered with ${response.status}. Reload the page.`);
  return response.json();
}
