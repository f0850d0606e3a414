// The requests that the project answered, what it wrote to its terminal, and what it sent by e-mail.

import {h} from "./dom.js";
import {showLetter} from "./letter.js";

/** @import {Answered, Letter} from "../types/messages.js" */
/** @import {Session} from "./session.js" */

export class Log {
  /** @param {Session} session */
  constructor(session) {
    this.list = h("ol", {class: "log", role: "log", "aria-label": "Requests", tabindex: 0});
    this.element = this.list;
    for (const request of session.requests) this.#add(request);
    for (const line of session.lines) this.#line(line);
    for (const letter of session.letters) this.#letter(letter);
    session.addEventListener("request", ({detail}) => this.#add(detail));
    session.addEventListener("log", ({detail}) => this.#line(detail));
    session.addEventListener("letter", ({detail}) => this.#letter(detail));
  }

  /** @param {Answered} request */
  #add({method, path, status, ms}) {
    const kind = status >= 500 ? "bad" : status >= 400 ? "odd" : "good";
    const row = h(
      "li",
      {},
      h("b", {}, method),
      h("span", {class: "path"}, path),
      h("span", {class: kind}, String(status)),
      h("span", {class: "ms"}, `${Math.round(ms)} ms`),
    );
    this.#append(row);
  }

  /** @param {string} text */
  #line(text) {
    this.#append(h("li", {class: "line"}, text));
  }

  /** @param {Letter} letter */
  #letter(letter) {
    this.#append(h("li", {class: "mail"}, showLetter(letter)));
  }

  /** @param {HTMLElement} row */
  #append(row) {
    this.list.append(row);
    this.list.scrollTop = this.list.scrollHeight;
  }

  focus() {
    this.list.scrollTop = this.list.scrollHeight;
    this.list.focus({preventScroll: true});
  }
}
