// Edit a file of the project and run it at once; what is wrong is said before anything changes.

import {h} from "./dom.js";

export class Editor {
  /** @param {{only?: string}} [options] `only` edits this one file, without a choice */
  constructor(session, {only} = {}) {
    this.session = session;
    this.choice = h("select", {"aria-label": "File", onchange: () => this.show(this.choice.value)});
    this.text = h("textarea", {
      class: "code", "aria-label": "The file's text", spellcheck: "false", autocapitalize: "none", autocomplete: "off",
      wrap: "off", oninput: () => this.#changed(), onkeydown: (event) => this.#key(event),
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
    this.filled = only ? null : this.#fill();
  }

  async #fill() {
    const {files} = await this.session.ask("files");
    this.choice.replaceChildren(...files.map((name) => h("option", {}, name)));
    const first = files.find((name) => name.endsWith("/views.py")) ?? files[0];
    if (!this.name) await this.show(first);
  }

  /** Show a file, at the line that begins with `at` where it is given. */
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

  async #submit(event) {
    event?.preventDefault();
    const text = this.text.value;
    this.apply.disabled = true;
    this.#say("Taking it over …");
    try {
      this.#tell(await this.session.edit(this.name, text), text);
    } catch (error) {
      this.#say(error.message, "bad");
    }
    this.#changed();
  }

  #tell({outcome, line, message, restarted}, text) {
    if (outcome === "wrong") {
      this.#say(`${line ? `Line ${line}: ` : ""}${message}\nNothing was changed.`, "bad");
      if (line) this.#scrollTo(line - 1);
    } else if (outcome === "failed") this.#say(`${message.trim()}\nThe project goes on as it was before.`, "bad");
    else {
      this.kept = text;
      this.#say(restarted ? "The project was started anew with it." : "The project runs with it.", "good");
      if (this.name.endsWith("models.py")) this.#offerMigration();
    }
  }

  async #offerMigration() {
    const {status, output} = await this.session.ask("command", {line: "makemigrations --check --dry-run"});
    if (!status || !output.includes("Migrations for")) return;
    const run = async () => {
      const made = await this.session.ask("command", {line: "makemigrations --noinput"});
      const migrated = made.status ? made : await this.session.ask("command", {line: "migrate --noinput"});
      this.#say(made.output + (made.status ? "" : migrated.output), migrated.status ? "bad" : "good");
      if (!migrated.status) this.session.dispatchEvent(new CustomEvent("edited", {detail: "the database"}));
    };
    this.said.append(" The database does not know of it yet. ", h("button", {type: "button", onclick: run}, "Make and run the migration"));
  }

  #restore() {
    this.text.value = this.first;
    this.#submit();
  }

  /** Tab leaves the field, as everywhere in a page; a new line keeps the indentation. */
  #key(event) {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) return this.#submit(event);
    if (event.key !== "Enter") return;
    const before = this.text.value.slice(0, this.text.selectionStart);
    const indent = /[^\n]*$/.exec(before)[0].match(/^\s*/)[0];
    if (!indent) return;
    event.preventDefault();
    this.text.setRangeText(`\n${indent}`, this.text.selectionStart, this.text.selectionEnd, "end");
    this.#changed();
  }

  #say(text = "", kind = "") {
    this.said.className = `said ${kind}`;
    this.said.textContent = text;
  }

  focus() {
    this.text.focus({preventScroll: true});
  }
}
