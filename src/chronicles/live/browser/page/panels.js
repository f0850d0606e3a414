// What opens below the project's pages: a console, an editor, and the log of requests.

import {Console} from "./console.js";
import {h, iconButton} from "./dom.js";
import {lazyImport} from "./lazy-import.js";
import {LazyPanel} from "./lazy-panel.js";
import {Log} from "./log.js";

/** @import {Panel} from "./lazy-panel.js" */
/** @import {Session} from "./session.js" */

/** @type {Record<string, {label: string, make: (session: Session) => Panel}>} */
const PANELS = {
  console: {label: "Console", make: (session) => new Console(session)},
  edit: {label: "Edit", make: (session) => new LazyPanel(() => editorOf(session))},
  log: {label: "Requests", make: (session) => new Log(session)},
};

/** @param {Session} session */
async function editorOf(session) {
  const {Editor} = await lazyImport(() => import("./editor.js"));
  return new Editor(session);
}

export class Panels {
  /** @type {string | null} */
  opened = null;

  /** @param {Session} session */
  constructor(session) {
    this.session = session;
    /** @type {Record<string, Panel>} */
    this.made = {};
    this.tabs = h("div", {class: "tabs roomy"}, ...this.names().map(([name, label]) => this.#tab(name, label)));
    this.body = h("div", {class: "body"});
    this.title = h("p", {class: "name"});
    const close = iconButton("close", "Close", () => this.close());
    this.element = h(
      "section",
      {class: "panel", hidden: true},
      h("div", {class: "head"}, this.title, close),
      this.body,
    );
    this.element.addEventListener("keydown", (event) => event.key === "Escape" && this.close());
  }

  /** @returns {[name: string, label: string][]} of every panel */
  names() {
    return Object.entries(PANELS).map(([name, {label}]) => [name, label]);
  }

  /** @param {string} name @param {string} label */
  #tab(name, label) {
    return h(
      "button",
      {type: "button", "data-panel": name, "aria-expanded": "false", onclick: () => this.toggle(name)},
      label,
    );
  }

  /** @param {string} name */
  toggle(name) {
    if (this.opened === name) this.close();
    else this.open(name);
  }

  /**
   * Open a panel; the others keep what is in them.
   * @param {string} name
   */
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
    const tab = this.#buttons().find((each) => each.dataset.panel === this.opened);
    this.#mark(null);
    tab?.focus();
  }

  /** @param {string | null} name */
  #mark(name) {
    this.opened = name;
    for (const tab of this.#buttons()) tab.setAttribute("aria-expanded", String(tab.dataset.panel === name));
  }

  #buttons() {
    return [...this.tabs.querySelectorAll("button")];
  }
}
