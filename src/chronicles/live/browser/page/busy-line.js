// What runs for more than a moment: what it is, for how long, and a way to stop it.

import {h} from "./dom.js";
import {seconds} from "./session.js";

/** @import {Busy} from "../types/events.js" */
/** @import {Session} from "./session.js" */

export class BusyLine {
  what = h("span", {role: "status"}); // said once, and not at every second
  time = h("span", {class: "amount", "aria-hidden": "true"});
  /** @type {ReturnType<typeof setInterval> | undefined} */
  ticking;

  /**
   * @param {Pick<Session, "addEventListener" | "hanging" | "giveUp">} session
   * @param {() => unknown} stop ends what runs; a start that has not ended is given up without it
   */
  constructor(session, stop) {
    this.stop = h("button", {type: "button", onclick: () => this.#stop(session, stop)}, "Stop");
    this.element = h("div", {class: "busy", hidden: true}, this.what, this.time, this.stop);
    session.addEventListener("busy", ({detail}) => this.show(detail));
    this.show(session.hanging);
  }

  /** @param {Busy | null} busy */
  show(busy) {
    clearInterval(this.ticking);
    this.element.hidden = !busy;
    this.stop.disabled = false;
    if (!busy) return this.what.replaceChildren();
    this.what.replaceChildren("Running ", h("code", {}, busy.what));
    const tick = () => (this.time.textContent = seconds(busy));
    tick();
    this.ticking = setInterval(tick, 1000);
  }

  /** @param {Pick<Session, "giveUp">} session @param {() => unknown} stop */
  #stop(session, stop) {
    this.stop.disabled = true;
    if (!session.giveUp()) stop();
  }
}
