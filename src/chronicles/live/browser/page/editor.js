// Edit a file of the project and run it at once; what is wrong is said before anything changes.

import {DemoError} from "../engine/demo-error.js";
import {h} from "./dom.js";

/** @import {Edited} from "../types/messages.js" */
/** @import {Session} from "./session.js" */

/**
 * @param {string} before
 * @returns {string} the space that the last line of a text begins with
 */
export const indentation = (before) => /(?:^|\n)([^\S\n]*)[^\n]*$/.exec(before)?.[1] ?? "";

export class Editor {
  name = ""; // of the file that is shown
  first = ""; // its text as it came
  kept = ""; // its text as the project has it

  /**
   * @param {Pick<Session, "ask" | "edit" | "dispatchEvent">} session
   * @param {{only?: string}} [options] `only` edits this one file, without a choice
   */
  constructor(session, {only} = {}) {
    this.session = session;
    this.choice = h("select", {"aria-label": "File", onchange: () => void this.show(this.choice.value)});
    this.text = h("textarea", {
      class: "code",
      "aria-label": "The file's text",
      spellcheck: "false",
      autocapitalize: "none",
      autocomplete: "off",
      wrap: "off",
      oninput: () => this.#changed(),
      onkeydown: (event) => this.#key(event),
    });
    this.apply = h("button", {type: "submit", class: "primary"}, "Run it");
    this.back = h("button", {type: "button", onclick: () => this.#restore(), hidden: true}, "Back to the original");
    this.said = h("div", {class: "said", role: "status"});
    const head = only ? h("code", {}, only) : this.choice;
    this.element = h(
      "form",
      {class: "editor", onsubmit: (event) => this.#submit(event)},
      h("div", {class: "row"}, head, this.back, this.apply),
      this.text,
      this.said,
    );
    if (!only) this.#fill();
  }

  async #fill() {
    const {files} = await this.session.ask("files", {});
    this.choice.replaceChildren(...files.map((name) => h("option", {}, name)));
    const first = files.find((name) => /(^|\/)(views|app|main)\.py$/.test(name)) ?? files[0];
    if (!this.name) await this.show(first);
  }

  /**
   * Show a file, at the line that is `at` where it is given.
   * @param {string} name
   * @param {string} [at]
   */
  async show(name, at) {
    this.name = name;
    const {text, first} = await this.session.ask("read", {name});
    this.first = first;
    this.kept = this.text.value = text;
    this.text.rows = Math.min(text.split("\n").length + 1, 20);
    this.choice.value = name;
    this.#say();
    this.#changed();
    this.#scrollTo(at ? text.split("\n").findIndex((line) => line === at) : 0);
  }

  /** @param {number} line counted from 0; nothing happens for -1 */
  #scrollTo(line) {
    if (line < 0) return;
    const lines = this.text.value.split("\n");
    const offset = lines.slice(0, line).join("\n").length + (line ? 1 : 0);
    this.text.setSelectionRange(offset, offset);
    const height = this.text.scrollHeight / Math.max(lines.length, 1);
    this.text.scrollTop = Math.max(0, (line - 1) * height);
  }

  #changed() {
    this.apply.disabled = this.text.value === this.kept;
    this.back.hidden = this.text.value === this.first;
  }

  /** @param {Event} event */
  #submit(event) {
    event.preventDefault();
    return this.#run();
  }

  async #run() {
    const text = this.text.value;
    this.apply.disabled = true;
    this.#say("Taking it over …");
    try {
      this.#tell(await this.session.edit(this.name, text), text);
    } catch (error) {
      this.#say(DemoError.from(error).message, "bad");
    }
    this.#changed();
  }

  /** @param {Edited} edited @param {string} text that was given */
  #tell(edited, text) {
    if (edited.outcome === "wrong") {
      const {line, message} = edited;
      this.#say(`${line ? `Line ${line}: ` : ""}${message}\nNothing was changed.`, "bad");
      if (line) this.#scrollTo(line - 1);
    } else if (edited.outcome === "failed")
      this.#say(`${edited.message.trim()}\nThe project goes on as it was before.`, "bad");
    else if (edited.outcome === "done") {
      this.kept = text;
      this.#say(edited.restarted ? "The project was started anew with it." : "The project runs with it.", "good");
      if (this.name.endsWith("models.py")) this.#offerMigration();
    }
  }

  async #offerMigration() {
    const {status, output} = await this.session.ask("command", {line: "manage.py makemigrations --check --dry-run"});
    if (!status || !output.includes("Migrations for")) return;
    const run = async () => {
      const made = await this.session.ask("command", {line: "manage.py makemigrations --noinput"});
      const migrated = made.status ? made : await this.session.ask("command", {line: "manage.py migrate --noinput"});
      this.#say(made.output + (made.status ? "" : migrated.output), migrated.status ? "bad" : "good");
      if (!migrated.status) this.session.dispatchEvent(new CustomEvent("edited", {detail: "the database"}));
    };
    this.said.append(
      " The database does not know of it yet. ",
      h("button", {type: "button", onclick: run}, "Make and run the migration"),
    );
  }

  #restore() {
    this.text.value = this.first;
    this.#run();
  }

  /**
   * Tab leaves the field, as everywhere in a page; a new line keeps the indentation.
   * @param {KeyboardEvent} event
   */
  #key(event) {
    if (event.key !== "Enter") return;
    if (event.ctrlKey || event.metaKey) return void this.#submit(event);
    const indent = indentation(this.text.value.slice(0, this.text.selectionStart));
    if (!indent) return;
    event.preventDefault();
    this.text.setRangeText(`\n${indent}`, this.text.selectionStart, this.text.selectionEnd, "end");
    this.#changed();
  }

  /** @param {string} [text] @param {"" | "good" | "bad"} [kind] */
  #say(text = "", kind = "") {
    this.said.className = `said ${kind}`;
    this.said.textContent = text;
  }

  focus() {
    this.text.focus({preventScroll: true});
  }
}
