// What opens below the project's pages: a console, an editor, and the log of requests.

import {h, iconButton} from "./dom.js";
import {Console} from "./console.js";
import {Editor} from "./editor.js";
import {Log} from "./log.js";

const PANELS = {
  console: {label: "Console", make: (session) => new Console(session)},
  edit: {label: "Edit", make: (session) => new Editor(session)},
  log: {label: "Requests", make: (session) => new Log(session)},
};

export class Panels {
  constructor(session) {
    this.session = session;
    this.made = {};
    this.tabs = h("div", {class: "tabs roomy"}, ...this.names().map(([name, label]) => this.#tab(name, label)));
    this.body = h("div", {class: "body"});
    this.title = h("p", {class: "name"});
    const close = iconButton("close", "Close", () => this.close());
    this.element = h("section", {class: "panel", hidden: true}, h("div", {class: "head"}, this.title, close), this.body);
    this.element.addEventListener("keydown", (event) => event.key === "Escape" && this.close());
  }

  /** @returns {[string, string][]} every panel's name and label */
  names() {
    return Object.entries(PANELS).map(([name, {label}]) => [name, label]);
  }

  #tab(name, label) {
    return h("button", {type: "button", "data-panel": name, "aria-expanded": "false", onclick: () => this.toggle(name)}, label);
  }

  toggle(name) {
    if (this.opened === name) this.close();
    else this.open(name);
  }

  /** Open a panel; the others keep what is in them. */
  open(name) {
    const panel = (this.made[name] ??= PANELS[name].make(this.session));
    this.#mark(name);
    this.title.textContent = PANELS[name].label;
    this.element.setAttribute("aria-label", PANELS[name].label);
    this.body.replaceChildren(panel.element);
    this.element.hidden = false;
    panel.focus();
    return panel;
  }

  close() {
    this.element.hidden = true;
    const tab = this.tabs.querySelector(`[data-panel="${this.opened}"]`);
    this.#mark(null);
    tab?.focus();
  }

  #mark(name) {
    this.opened = name;
    for (const tab of this.tabs.children) tab.setAttribute("aria-expanded", String(tab.dataset.panel === name));
  }
}
