// A Python console inside of the running project, and what came of each statement.

import {DemoError} from "../engine/demo-error.js";
import {h} from "./dom.js";
import {showLetter} from "./letter.js";
import {explanation, readTyped} from "./typed-input.js";

/** @import {Ran, Step} from "../types/messages.js" */
/** @import {Session} from "./session.js" */

const QUERIES = 200; // of one statement that are shown

/**
 * Show a statement's output, with the SQL that it asked the database, and what it sent by e-mail.
 * @param {Step} step
 */
export function showStep(step) {
  const {source, output, sql, letters, failed} = step;
  const why = explanation(step);
  const prompt = source.split("\n").map((line, nth) => (nth ? "... " : ">>> ") + line);
  return h(
    "div",
    {class: "step"},
    h("pre", {class: "source"}, prompt.join("\n")),
    output ? h("pre", {class: failed ? "output bad" : "output"}, output.replace(/\n$/, "")) : null,
    why ? h("p", {class: "why"}, why) : null,
    sql.length ? queries(sql) : null,
    ...letters.map(showLetter),
  );
}

/**
 * Show what a command said.
 * @param {string} line what follows `python`
 * @param {Ran} ran
 */
export function showCommand(line, {output, status, letters}) {
  return h(
    "div",
    {class: "step"},
    h("pre", {class: "source"}, `$ python ${line}`),
    h("pre", {class: status ? "output bad" : "output"}, output.trimEnd()),
    ...letters.map(showLetter),
  );
}

/** @param {string[]} sql */
function queries(sql) {
  const label = sql.length === 1 ? "1 query" : `${sql.length} queries`;
  const shown = sql.slice(0, QUERIES).map((query) => h("pre", {}, query));
  const more = sql.length > QUERIES ? h("p", {}, `… and ${sql.length - QUERIES} more`) : null;
  return h("details", {class: "sql"}, h("summary", {}, label), ...shown, more);
}

/**
 * @param {string} source
 * @returns {boolean} whether the statement still goes on, as in a console: after a colon until an empty line
 */
export function goesOn(source) {
  const lines = source.split("\n");
  return /:\s*(#.*)?$/.test(lines[0]) && lines.at(-1)?.trim() !== "";
}

export class Console {
  /** @param {Pick<Session, "ask">} session */
  constructor(session) {
    this.session = session;
    /** @type {string[]} what was typed */
    this.history = [];
    this.place = 0;
    this.output = h("div", {class: "steps", role: "log", "aria-label": "What the console said", tabindex: 0});
    this.input = h("textarea", {
      rows: 1,
      "aria-label": "Python; Enter runs it, Shift and Enter begin a new line",
      spellcheck: "false",
      autocapitalize: "none",
      autocomplete: "off",
      placeholder: "Python",
      onkeydown: (event) => this.#key(event),
      oninput: () => this.#grow(),
    });
    const run = h("button", {type: "submit"}, "Run");
    const form = h(
      "form",
      {class: "prompt", onsubmit: (event) => this.#submit(event)},
      h("span", {"aria-hidden": "true"}, ">>>"),
      this.input,
      run,
    );
    this.element = h("div", {class: "console"}, this.output, form);
  }

  /**
   * Run `source` as if it had been typed.
   * @param {string} source
   */
  async run(source) {
    if (!source.trim()) return;
    this.history.push(source);
    this.place = this.history.length;
    try {
      this.output.append(...(await this.#enter(source)));
    } catch (error) {
      const output = DemoError.from(error).message;
      this.output.append(
        showStep({source: source.trimEnd(), output, sql: [], letters: [], failed: true, ended: false}),
      );
    }
    this.output.scrollTop = this.output.scrollHeight;
  }

  /** @param {string} typed @returns {Promise<HTMLElement[]>} what came of it */
  async #enter(typed) {
    const {line, source} = readTyped(typed);
    if (line !== undefined) return [showCommand(line, await this.session.ask("command", {line}))];
    const {steps} = await this.session.ask("run", {source});
    return steps.map(showStep);
  }

  /** @param {Event} event */
  #submit(event) {
    event.preventDefault();
    const source = this.input.value;
    this.input.value = "";
    this.#grow();
    this.run(source);
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (event.key === "Enter" && !event.shiftKey && !goesOn(this.input.value)) this.#submit(event);
    const alone = !this.input.value.includes("\n");
    if (alone && event.key === "ArrowUp") this.#recall(event, -1);
    if (alone && event.key === "ArrowDown") this.#recall(event, 1);
  }

  /** @param {Event} event @param {1 | -1} by */
  #recall(event, by) {
    const next = this.place + by;
    if (next < 0 || next > this.history.length) return;
    event.preventDefault();
    this.place = next;
    this.input.value = this.history[next] ?? "";
    this.#grow();
  }

  #grow() {
    this.input.rows = Math.min(this.input.value.split("\n").length, 8);
  }

  focus() {
    this.input.focus({preventScroll: true});
  }
}
