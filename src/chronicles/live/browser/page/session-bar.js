// One bar at the foot of the page for all that runs in it: what it does, and what can be done with it.

import {DemoError} from "../engine/demo-error.js";
import {BusyLine} from "./busy-line.js";
import {h, style} from "./dom.js";
import {explain} from "./errors.js";
import {save} from "./save-file.js";

/** @import {Session} from "./session.js" */

/** @type {Map<Session, SessionRow>} */
const rows = new Map();
/** @type {HTMLElement | undefined} */
let bar;

/**
 * Show a session in the page's bar, from its start on.
 * @param {Session} session
 */
export function showInBar(session) {
  if (rows.has(session)) return;
  const row = new SessionRow(session);
  rows.set(session, row);
  bar ??= makeBar();
  bar.append(row.element);
}

/** It sticks to the foot of the window, and has room of its own where the page ends. */
function makeBar() {
  const host = h("div", {class: "live-bar"});
  const root = host.attachShadow({mode: "open"});
  const made = h("div", {class: "session-bar", role: "region", "aria-label": "The running project"});
  host.style.cssText = "position: sticky; inset-block-end: 0; z-index: 3; margin: 0";
  style(root).then(() => root.append(made));
  // The innermost that holds the text: other themes have other elements for it.
  const places = ["article", "main", "[role=main]", "body"];
  places
    .map((place) => document.querySelector(place))
    .find(Boolean)
    ?.append(host);
  return made;
}

/** @param {number} bytes @returns {number} in whole megabytes, so that few of them are said */
const megabytes = (bytes) => Math.floor(bytes / 1e6);

class SessionRow {
  bytes = 0; // that have come of a start
  state = h("p", {class: "state", role: "status"});

  /** @param {Session} session */
  constructor(session) {
    this.session = session;
    this.busy = new BusyLine(session, () => session.restart().catch(() => {}));
    this.reset = h("button", {type: "button", onclick: () => this.#reset(), onblur: () => this.#ask(false)});
    this.tab = h("button", {type: "button", onclick: () => this.#open()}, "Open in a tab");
    this.archive = h("button", {type: "button", onclick: () => this.#archive()}, "Download my version");
    this.buttons = h("div", {class: "buttons"}, this.reset, this.tab, this.archive);
    this.element = h("div", {class: "session"}, this.state, this.busy.element, this.buttons);
    this.#ask(false);
    for (const event of /** @type {const} */ (["phase", "edited", "anew", "busy"]))
      session.addEventListener(event, () => this.#show());
    session.addEventListener("progress", ({detail}) => {
      this.bytes = detail.bytes;
      this.#show();
    });
    this.#show();
  }

  #show() {
    const {session} = this;
    const words = this.#words();
    if (this.state.textContent !== words) this.state.textContent = words; // said once
    this.state.hidden = Boolean(session.hanging);
    this.buttons.hidden = session.phase === "starting" || session.phase === "idle";
    this.tab.hidden = this.archive.hidden = session.phase !== "running";
    if (session.phase === "running" && !session.manifest.settings && !session.manifest.application)
      this.tab.hidden = true; // a program that answers no requests
  }

  #words() {
    const {phase, error, edited} = this.session;
    if (phase === "failed" && error) return explain(error.kind).title;
    if (phase !== "running")
      return this.bytes ? `The project starts … ${megabytes(this.bytes)} MB` : "The project starts …";
    const files = edited.length === 1 ? "1 file" : `${edited.length} files`;
    const state = `Running: ${this.session.manifest.state}`;
    return edited.length ? `${state} · ${files} edited by you` : state;
  }

  /**
   * What a reader made is only thrown away by a second press.
   * @param {boolean} sure
   */
  #ask(sure) {
    this.reset.textContent = sure ? "Forget all that I did here" : "Reset";
    this.reset.dataset.sure = String(sure);
  }

  async #reset() {
    if (this.reset.dataset.sure === "false") return this.#ask(true);
    this.#ask(false);
    await this.session.reset().catch(() => {}); // the phase says that it failed
  }

  async #open() {
    // Only a window that opens at once is none of those that browsers suppress.
    const tab = window.open("about:blank", "_blank");
    try {
      await this.session.open();
      if (tab) tab.location.href = `${this.session.script}/`;
    } catch (error) {
      tab?.close();
      this.state.textContent = explain(DemoError.from(error).kind).title;
    }
  }

  async #archive() {
    try {
      await this.#save();
    } catch (error) {
      this.state.textContent = `The file could not be made: ${DemoError.from(error).message}. Try it again.`;
    }
  }

  async #save() {
    const {data} = await this.session.ask("archive", {});
    save(`${this.session.manifest.state.replaceAll(/[^\w.-]/g, "-")}.zip`, "application/zip", data);
  }
}
