// A panel whose scripts are fetched once it is opened.

import {DemoError} from "../engine/demo-error.js";
import {h} from "./dom.js";

/** @typedef {{element: HTMLElement, focus: () => void}} Panel */

export class LazyPanel {
  /** @param {() => Promise<Panel>} load */
  constructor(load) {
    this.element = h("div", {class: "lazy"});
    /** @type {Promise<Panel | null>} */
    this.panel = load().then(
      (panel) => {
        this.element.replaceChildren(panel.element);
        return panel;
      },
      (error) => {
        this.element.replaceChildren(h("p", {class: "bad", role: "alert"}, DemoError.from(error).message));
        return null;
      },
    );
  }

  focus() {
    this.panel.then((panel) => panel?.focus());
  }
}
