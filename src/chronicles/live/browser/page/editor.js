// Edit files of the project and run it at once; what is wrong is said before anything changes.

import {DemoError} from "../engine/demo-error.js";
import {CodeEditor} from "./code-editor.js";
import {h, style} from "./dom.js";
import {FileTabs} from "./file-tabs.js";

/** @import {Edited} from "../types/messages.js" */
/** @import {Session} from "./session.js" */

const VIEWS = /(^|\/)(views|app|main)\.py$/; // which one edits most

export class Editor {
  #wanted = ""; // the name of the file that is to be shown
  /** @type {Map<string, {first: string, kept: string}>} the text of each as it came, and as the project has it */
  #files = new Map();

  /**
   * @param {Pick<Session, "ask" | "edit" | "addEventListener" | "dispatchEvent">} session
   * @param {string[]} [names] of the files that can be edited; all of the project without it
   */
  constructor(session, names) {
    this.session = session;
    this.code = new CodeEditor();
    this.code.addEventListener("changed", () => this.#changed());
    this.code.addEventListener("run", () => void this.#run());
    this.apply = h("button", {type: "submit", class: "primary"}, "Run it");
    this.back = h("button", {type: "button", onclick: () => this.#restore(), hidden: true}, "Back to the original");
    this.count = h("span", {class: "count"});
    this.said = h("div", {class: "said", role: "status"});
    this.tabs = names && names.length > 1 ? new FileTabs(names, (name) => this.#choose(name), "shown") : null;
    /** @type {HTMLSelectElement} */
    this.choice = h("select", {"aria-label": "File", onchange: () => void this.#choose(this.choice.value)});
    this.head = h("div", {class: "row names"}, this.tabs?.element ?? (names ? h("code", {}, names[0]) : this.choice));
    const foot = h("div", {class: "row foot"}, this.code.hint, this.count, this.back, this.apply);
    this.panel = h("div", {class: "shown", id: "shown", ...(this.tabs && {role: "tabpanel"})}, this.code.element);
    this.element = h(
      "form",
      {class: "editor", onsubmit: (event) => this.#submit(event)},
      ...[this.head, this.panel, foot, this.said],
    );
    session.addEventListener("edited", () => void this.#refresh());
    session.addEventListener("anew", ({detail}) => void this.#refresh(detail === "reset"));
    if (!names) this.#fill().catch((error) => this.#say(DemoError.from(error).message, "bad"));
  }

  /** The file that is shown: what is written belongs to it, whichever is on its way. */
  get name() {
    return this.code.name;
  }

  async #fill() {
    const {files} = await this.session.ask("files", {});
    this.choice.replaceChildren(...files.map((name) => h("option", {}, name)));
    if (!this.name) await this.show(files.find((name) => VIEWS.test(name)) ?? files[0]);
  }

  /**
   * Show a file that the reader has chosen, or say why that cannot be.
   * @param {string} name
   */
  async #choose(name) {
    try {
      await this.show(name);
    } catch (error) {
      this.choice.value = this.name;
      this.tabs?.mark(this.name);
      this.#say(DemoError.from(error).message, "bad");
    }
  }

  /**
   * Show a file, at the line that is `at` where it is given.
   * @param {string} name
   * @param {string} [at]
   */
  async show(name, at) {
    this.#wanted = name;
    const {text, first} = await this.session.ask("read", {name});
    const root = this.element.getRootNode();
    if (root instanceof ShadowRoot) await style(root, "editor.css");
    if (this.#wanted !== name) return; // the reader has gone on to another one meanwhile
    const before = this.#files.get(name)?.kept;
    this.#files.set(name, {first, kept: text});
    this.code.show(name, text, first);
    if (this.code.text === before) this.code.replace(text);
    this.choice.value = name;
    this.tabs?.mark(name);
    this.#say();
    this.#changed();
    const line = at ? text.split("\n").findIndex((each) => each.trimEnd() === at.trimEnd()) : -1;
    if (line >= 0) this.code.goTo(line + 1);
  }

  /**
   * Show what has become of the file elsewhere. What the reader wrote here stays, unless `all` is forgotten.
   * @param {boolean} [all]
   */
  async #refresh(all = false) {
    const {name} = this;
    const file = this.#files.get(name);
    if (!file) return;
    const {text} = await this.session.ask("read", {name});
    const isOwn = this.code.text !== file.kept && !all;
    file.kept = text;
    if (this.name === name && !isOwn) this.code.replace(text);
    this.#changed();
  }

  #changed() {
    const {first, kept} = this.#files.get(this.name) ?? {};
    const {text, changes} = this.code;
    this.apply.disabled = text === kept;
    this.back.hidden = text === first;
    this.count.textContent = changes ? `${changes} ${changes === 1 ? "line" : "lines"} changed` : "";
  }

  /** @param {Event} event */
  #submit(event) {
    event.preventDefault();
    return this.#run();
  }

  async #run() {
    const {name} = this;
    const {text} = this.code;
    this.apply.disabled = true;
    this.code.mark(null);
    this.#say("Taking it over …");
    try {
      this.#tell(await this.session.edit(name, text), name, text);
    } catch (error) {
      this.#say(DemoError.from(error).message, "bad");
    }
    this.#changed();
  }

  /** @param {Edited} edited @param {string} name @param {string} text that was given */
  #tell(edited, name, text) {
    if (edited.outcome === "wrong") {
      const {line, message} = edited;
      this.#say(`${line ? `Line ${line}: ` : ""}${message}\nNothing was changed.`, "bad");
      if (name === this.name) this.code.mark(line);
    } else if (edited.outcome === "failed")
      this.#say(`${edited.message.trim()}\nThe project goes on as it was before.`, "bad");
    else if (edited.outcome === "done") {
      const file = this.#files.get(name);
      if (file) file.kept = text;
      this.#say(edited.restarted ? "The project was started anew with it." : "The project runs with it.", "good");
      if (name.endsWith("models.py")) this.#offerMigration();
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

  /**
   * Let the project have what is shown.
   * @returns {Promise<boolean>} whether it has it now
   */
  async settle() {
    if (!this.apply.disabled) await this.#run();
    return this.code.text === this.#files.get(this.name)?.kept;
  }

  /**
   * Show a file with another text, and let the project have it.
   * @param {string} name
   * @param {string} text
   */
  async put(name, text) {
    if (this.name !== name) await this.show(name);
    this.code.replace(text);
    await this.settle();
  }

  #restore() {
    this.code.replace(this.#files.get(this.name)?.first ?? "");
    return this.#run();
  }

  /** @param {string} [text] @param {"" | "good" | "bad"} [kind] */
  #say(text = "", kind = "") {
    this.said.className = `said ${kind}`;
    this.said.textContent = text;
  }

  /** @param {HTMLButtonElement} button that stands at the end of the row of files, in the place of an earlier one */
  closeWith(button) {
    this.head.querySelector(".icon")?.remove();
    this.head.append(button);
  }

  focus() {
    this.code.focus();
  }
}
