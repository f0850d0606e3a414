// The small browser in the page: an address bar, the project's pages, and what belongs to them.

import {DemoError} from "../engine/demo-error.js";
import {BusyLine} from "./busy-line.js";
import {h, icon, iconButton} from "./dom.js";
import {explain} from "./errors.js";
import {FrameHistory} from "./frame-history.js";
import {Panels} from "./panels.js";
import {shownAddress, typedPath} from "./project-address.js";

/** @import {Session} from "./session.js" */

// Guards against accidents, not against malice: the project's code is the author's own. It may not
// take the reader away from this page.
const SANDBOX = "allow-scripts allow-same-origin allow-forms allow-popups allow-modals allow-downloads";

export class Browser {
  back = iconButton("back", "Back", () => this.history.back());
  forward = iconButton("forward", "Forward", () => this.history.forward(), {class: "icon roomy"});
  tab = h("a", {target: "_blank", rel: "opener", title: "Works as long as this page is open"}, "Open in a tab");
  last = h("span", {class: "last"}); // what came of the last request

  /**
   * @param {Session} session
   * @param {string} path of the project, with which it begins
   * @param {string} label
   */
  constructor(session, path, label) {
    this.session = session;
    this.home = this.before = path;
    this.address = h("input", {
      "aria-label": "Address in the project",
      value: path,
      spellcheck: "false",
      autocapitalize: "none",
      autocomplete: "off",
      inputmode: "url",
      enterkeyhint: "go",
    });
    this.frame = h("iframe", {title: `${label}: the running project`, sandbox: SANDBOX, src: session.script + path});
    this.history = new FrameHistory(this.frame, session);
    this.shown = new Promise((done) => this.frame.addEventListener("load", done, {once: true}));
    this.panels = new Panels(session);
    this.notice = h("div", {class: "notice", role: "alert", hidden: true});
    this.element = h(
      "section",
      {class: "browser", "aria-label": `${label}, running`},
      this.#toolbar(),
      new BusyLine(session, () => this.#anew("restart")).element,
      this.notice,
      h("div", {class: "view"}, this.frame),
      this.panels.element,
      this.#foot(),
    );
    this.#listen();
  }

  #toolbar() {
    const bar = h("form", {class: "address", onsubmit: (event) => this.#submit(event)}, this.address);
    return h(
      "div",
      {class: "toolbar", role: "toolbar", "aria-label": "The project's pages"},
      this.back,
      this.forward,
      iconButton("reload", "Reload", () => this.history.reload()),
      bar,
      this.#menu(),
    );
  }

  #menu() {
    const items = [
      ...this.panels.names().map(([name, label]) => this.#item(label, () => this.panels.open(name), "narrow")),
      this.tab,
      this.#item("Restart the project", () => this.#anew("restart")),
      this.#item("Restore the original data and files", () => this.#anew("reset")),
    ];
    const summary = h("summary", {"aria-label": "More", title: "More", class: "icon"}, icon("menu"));
    const list = h("div", {class: "items"}, ...items);
    const menu = h("details", {class: "menu"}, summary, list);
    list.addEventListener("click", () => (menu.open = false));
    menu.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      menu.open = false;
      summary.focus();
    });
    menu.addEventListener("focusout", ({relatedTarget}) => {
      if (!(relatedTarget instanceof Node && menu.contains(relatedTarget))) menu.open = false;
    });
    menu.addEventListener("toggle", () => (this.tab.href = this.session.script + this.history.path));
    return menu;
  }

  /** @param {string} label @param {() => void} onclick @param {string} [kind] */
  #item(label, onclick, kind = "") {
    return h("button", {type: "button", class: kind, onclick}, label);
  }

  #foot() {
    const [user] = this.session.manifest.users ?? [];
    const hint = user
      ? h("span", {class: "hint"}, "Sign in as ", h("kbd", {}, user[0]), " / ", h("kbd", {}, user[1]))
      : null;
    return h("div", {class: "bar"}, this.panels.tabs, hint, this.last);
  }

  #listen() {
    const {session, history} = this;
    history.addEventListener("moved", () => {
      const {activeElement} = /** @type {Document | ShadowRoot} */ (this.address.getRootNode());
      if (this.address !== activeElement) this.address.value = shownAddress(history.path, session.script);
      this.back.disabled = !history.canGoBack;
      this.forward.disabled = !history.canGoForward;
    });
    session.addEventListener("request", ({detail}) => {
      this.last.textContent = `${detail.status} · ${Math.round(detail.ms)} ms`;
    });
    session.addEventListener("anew", ({detail}) => this.#begun(detail));
    session.addEventListener("phase", () => {
      // What is asked for by then ends at a page that says that the project was stopped.
      if (session.phase === "starting") this.before = history.path;
      if (session.phase === "failed" && session.error) this.#failed(session.error);
    });
    session.addEventListener("edited", () => this.history.reload());
    session.addEventListener("unsaved", () =>
      this.#tell("Your changes work, but this browser has no room to keep them: a reload of this page begins anew."),
    );
  }

  /** @param {Event} event */
  #submit(event) {
    event.preventDefault();
    const path = typedPath(this.address.value, this.session.script);
    this.address.blur();
    this.history.go(path);
  }

  /** @param {DemoError} error */
  #failed(error) {
    const {title, text} = explain(error.kind);
    const restart = h("button", {type: "button", onclick: () => this.#anew("restart")}, "Start again");
    const reset = h("button", {type: "button", onclick: () => this.#anew("reset")}, "Start from the original");
    this.#tell(`${title}. ${text}`, restart, reset, h("pre", {tabindex: 0}, error.message));
  }

  /** @param {"restart" | "reset"} how */
  async #anew(how) {
    this.#tell(how === "reset" ? "Restoring the original …" : "Starting again …");
    this.element.setAttribute("aria-busy", "true");
    try {
      await this.session[how]();
    } catch (error) {
      this.#failed(DemoError.from(error));
    } finally {
      this.element.removeAttribute("aria-busy");
    }
  }

  /** @param {"restart" | "reset"} how */
  #begun(how) {
    this.#tell(null);
    this.history.go(how === "reset" ? this.home : this.before);
  }

  /** @param {string | null} text @param {...(Node | string)} more */
  #tell(text, ...more) {
    this.notice.hidden = !text;
    this.notice.replaceChildren(...(text ? [h("p", {}, text), ...more] : []));
  }

  focus() {
    this.address.value = shownAddress(this.history.path, this.session.script);
    this.frame.focus({preventScroll: true});
  }
}
