// What stands in the page before the project runs: what it is, how big, and one button.

import {h, icon} from "./dom.js";
import {explain} from "./errors.js";
import {hasBegun} from "./identity.js";

/** @import {DemoError} from "../engine/demo-error.js" */
/** @import {Progress} from "../types/events.js" */
/** @import {Session} from "./session.js" */

/** @type {Record<string, string>} */
const STAGES = {
  download: "Fetching Python and the project",
  python: "Starting Python",
  project: "Starting the project",
  addresses: "Reading what it answers",
  page: "Opening the first page",
};
/**
 * Where the bar stands when a stage begins; the download moves it by itself.
 * @type {Record<string, number>}
 */
const BEGINS = {download: 0.02, python: 0.6, project: 0.75, addresses: 0.88, page: 0.94};

/** @param {string} text */
const sentence = (text) => text.charAt(0).toUpperCase() + text.slice(1);

/**
 * @param {Progress} progress of a start
 * @returns {number} where the bar stands, from 0 to 1
 */
export function position({stage, part}) {
  const begin = BEGINS[stage] ?? 0;
  return stage === "download" ? begin + Math.min(part, 1) * (BEGINS.python - begin) : begin;
}

export class Poster {
  bar = h("progress", {max: 1, "aria-label": "Starting the project"});
  status = h("p", {class: "status", role: "status"});
  amount = h("span", {class: "amount"});
  /** @type {Session | null} */
  followed = null;

  /**
   * @param {HTMLElement} host whose attributes say what is on the poster
   * @param {() => void} run starts the project
   */
  constructor(host, run) {
    this.host = host;
    this.run = run;
    this.heading = h("p", {class: "title"}, sentence(host.getAttribute("label") || "Try it"));
    this.text = h("p", {class: "text"}, ...this.#about());
    this.button = h("button", {type: "button", class: "primary", onclick: run}, icon("play"), this.#verb());
    this.foot = h("div", {class: "foot"}, this.button, this.#other());
    this.element = h("section", {class: "poster", "aria-label": "Live demo"}, this.heading, this.text, this.foot);
  }

  get #state() {
    return this.host.getAttribute("state") ?? "";
  }

  #verb() {
    return this.#state && hasBegun(this.#state) ? "Go on" : "Run it here";
  }

  /** The way that works everywhere. */
  #other() {
    const link = this.host.querySelector("a");
    return link && h("a", {class: "other", href: link.href}, "or run it on your own machine");
  }

  #about() {
    const size = this.host.getAttribute("size");
    const {connection} = /** @type {Navigator & {connection?: {saveData: boolean}}} */ (navigator);
    const saving = connection?.saveData ? " Your browser is set to save data." : "";
    const [, step] = this.#state.split("/");
    const at = step ? ` as of step ${Number(step)}` : "";
    return [
      `The real project${at}, running inside this page.`,
      h("span", {}, (size ? ` Downloads about ${size}, once.` : "") + saving),
      " Nothing you do in it leaves your device.",
    ];
  }

  /**
   * Show how far the start of `session` has come.
   * @param {Session} session
   */
  follow(session) {
    this.#progress({stage: "download", part: 0, bytes: 0});
    this.foot.replaceChildren(
      h("div", {class: "progress"}, this.bar, h("div", {class: "line"}, this.status, this.amount)),
    );
    this.element.setAttribute("aria-busy", "true");
    this.element.querySelector(".error")?.remove();
    if (this.followed !== session) session.addEventListener("progress", (event) => this.#progress(event.detail));
    this.followed = session;
  }

  /** @param {Progress} progress */
  #progress(progress) {
    const {stage, bytes} = progress;
    this.bar.value = position(progress);
    const words = `${STAGES[stage] ?? stage} …`;
    if (this.status.textContent !== words) this.status.textContent = words; // said once, not at every byte
    this.amount.textContent = bytes ? `${(bytes / 1e6).toFixed(1)} MB` : "";
  }

  opening() {
    this.#progress({stage: "page", part: 0, bytes: 0});
  }

  /**
   * Say what went wrong, and offer what may help.
   * @param {DemoError} error
   * @param {Session} [session] the one that failed
   */
  failed(error, session) {
    const {title, text} = explain(error.kind);
    const again = h("button", {type: "button", class: "primary", onclick: () => this.run()}, "Try again");
    const afresh = h("button", {type: "button", onclick: () => this.#afresh(session)}, "Start from the original");
    const shown = h(
      "div",
      {class: "error", role: "alert"},
      h("p", {class: "title"}, title),
      h("p", {class: "text"}, text),
      h("details", {}, h("summary", {}, "What exactly"), h("pre", {tabindex: 0}, error.message)),
    );
    this.element.removeAttribute("aria-busy");
    this.element.querySelector(".error")?.remove();
    this.foot.before(shown);
    const offers = error.kind === "python" || error.kind === "stopped" ? [again, afresh] : [again];
    const other = this.#other();
    this.foot.replaceChildren(...offers, ...(other ? [other] : []));
  }

  /** @param {Session} [session] */
  async #afresh(session) {
    const {remove} = await import("../engine/storage.js");
    if (session?.id) await remove(session.key);
    this.run();
  }
}
