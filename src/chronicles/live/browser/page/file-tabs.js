// The files of an editor, one beside the other: the arrow keys lead from one to the next.

import {h} from "./dom.js";

const STEPS = {ArrowLeft: -1, ArrowRight: 1, Home: -Infinity, End: Infinity};

export class FileTabs {
  /**
   * @param {string[]} names
   * @param {(name: string) => void} chosen is called with the one that the reader wants to see
   * @param {string} panel the id of what shows it
   */
  constructor(names, chosen, panel) {
    this.names = names;
    this.chosen = chosen;
    this.tabs = names.map((name) =>
      h("button", {type: "button", role: "tab", "aria-controls": panel, onclick: () => chosen(name)}, name),
    );
    this.element = h(
      "div",
      {class: "files", role: "tablist", "aria-label": "Files", onkeydown: (event) => this.#key(event)},
      ...this.tabs,
    );
  }

  /** @param {string} name of the file that is shown */
  mark(name) {
    this.tabs.forEach((tab, number) => {
      const isShown = this.names[number] === name;
      tab.setAttribute("aria-selected", String(isShown));
      tab.tabIndex = isShown ? 0 : -1;
    });
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const step = STEPS[/** @type {keyof typeof STEPS} */ (event.key)];
    if (!step) return;
    event.preventDefault();
    const now = this.tabs.findIndex((tab) => tab === event.target);
    const next = Math.min(Math.max(now + step, 0), this.tabs.length - 1);
    this.tabs[next].focus();
    this.chosen(this.names[next]);
  }
}
