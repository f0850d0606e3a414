// The small browser in the page: an address bar, the project's pages, and what belongs to them.

import {h, icon, iconButton} from "./dom.js";
import {Panels} from "./panels.js";
import {Travel} from "./frame-history.js";
import {words} from "./errors.js";

// Guards against accidents, not against malice: the project's code is the author's own. It may not
// take the reader away from this page.
const SANDBOX = "allow-scripts allow-same-origin allow-forms allow-popups allow-modals allow-downloads";

export class Browser {
  /** @param {import("./session.js").Session} session */
  constructor(session, path, label) {
    this.session = session;
    this.home = path;
    this.frame = h("iframe", {title: `${label}: the running project`, sandbox: SANDBOX, src: session.script + path});
    this.travel = new Travel(this.frame, session);
    this.shown = new Promise((done) => this.frame.addEventListener("load", done, {once: true}));
    this.panels = new Panels(session, this);
    this.notice = h("div", {class: "notice", role: "alert", hidden: true});
    this.element = h(
      "section",
      {class: "browser", "aria-label": `${label}, running`},
      this.#toolbar(),
      this.notice,
      h("div", {class: "view"}, this.frame),
      this.panels.element,
      this.#foot(),
    );
    this.#listen();
  }

  #toolbar() {
    this.back = iconButton("back", "Back", () => this.travel.back());
    this.forward = iconButton("forward", "Forward", () => this.travel.forward(), {class: "icon roomy"});
    this.address = h("input", {
      "aria-label": "Address in the project", value: this.home, spellcheck: "false", autocapitalize: "none",
      autocomplete: "off", inputmode: "url", enterkeyhint: "go",
    });
    const bar = h("form", {class: "address", onsubmit: (event) => this.#submit(event)}, this.address);
    return h(
      "div",
      {class: "toolbar", role: "toolbar", "aria-label": "The project's pages"},
      this.back,
      this.forward,
      iconButton("reload", "Reload", () => this.travel.reload()),
      bar,
      this.#menu(),
    );
  }

  #menu() {
    this.tab = h("a", {target: "_blank", rel: "opener", title: "Works as long as this page is open"}, "Open in a tab");
    const items = [
      ...this.panels.names().map(([name, label]) => this.#item(label, () => this.panels.open(name), "narrow")),
      this.tab,
      this.#item("Restart the project", () => this.#anew("restart")),
      this.#item("Restore the original data and files", () => this.#anew("reset")),
    ];
    const menu = h("details", {class: "menu"}, h("summary", {"aria-label": "More", title: "More", class: "icon"}, icon("menu")), h("div", {class: "items"}, ...items));
    menu.addEventListener("click", (event) => event.target.closest(".items") && (menu.open = false));
    menu.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      menu.open = false;
      menu.querySelector("summary").focus();
    });
    menu.addEventListener("focusout", (event) => menu.contains(event.relatedTarget) || (menu.open = false));
    menu.addEventListener("toggle", () => (this.tab.href = this.session.script + this.travel.path));
    return menu;
  }

  #item(label, onclick, kind = "") {
    return h("button", {type: "button", class: kind, onclick}, label);
  }

  #foot() {
    const [user] = this.session.manifest.users ?? [];
    const hint = user ? h("span", {class: "hint"}, "Sign in as ", h("kbd", {}, user[0]), " / ", h("kbd", {}, user[1])) : null;
    this.last = h("span", {class: "last"});
    return h("div", {class: "bar"}, this.panels.tabs, hint, this.last);
  }

  #listen() {
    const {session, travel} = this;
    travel.addEventListener("moved", () => {
      if (this.address !== this.address.getRootNode().activeElement) this.address.value = travel.path;
      this.back.disabled = !travel.canGoBack;
      this.forward.disabled = !travel.canGoForward;
    });
    session.addEventListener("request", ({detail}) => {
      this.last.textContent = `${detail.status} · ${Math.round(detail.ms)} ms`;
    });
    session.addEventListener("busy", ({detail}) => this.#hanging(detail));
    session.addEventListener("phase", () => session.phase === "failed" && this.#failed(session.trouble));
    session.addEventListener("edited", () => this.travel.reload());
    session.addEventListener("unsaved", () =>
      this.#tell("Your changes work, but this browser has no room to keep them: a reload of this page begins anew."),
    );
  }

  #submit(event) {
    event.preventDefault();
    const path = this.address.value.trim();
    this.address.blur();
    this.travel.go(path.startsWith("/") ? path : `/${path}`);
  }

  #hanging(what) {
    if (!what) return this.#tell(null);
    const stop = h("button", {type: "button", onclick: () => this.#anew("restart")}, "Stop and restart");
    this.#tell(`Still busy with ${what}. An endless loop, perhaps?`, stop);
  }

  #failed(trouble) {
    if (!trouble) return;
    const {title, text} = words(trouble.kind);
    const restart = h("button", {type: "button", onclick: () => this.#anew("restart")}, "Start again");
    const reset = h("button", {type: "button", onclick: () => this.#anew("reset")}, "Start from the original");
    this.#tell(`${title}. ${text}`, restart, reset, h("pre", {tabindex: 0}, trouble.message));
  }

  async #anew(how) {
    const {path} = this.travel;
    this.#tell(how === "reset" ? "Restoring the original …" : "Starting again …");
    this.element.setAttribute("aria-busy", "true");
    try {
      await this.session[how]();
      this.#tell(null);
      this.travel.go(how === "reset" ? this.home : path);
    } catch (error) {
      this.#failed(error);
    } finally {
      this.element.removeAttribute("aria-busy");
    }
  }

  #tell(text, ...more) {
    this.notice.hidden = !text;
    this.notice.replaceChildren(...(text ? [h("p", {}, text), ...more] : []));
  }

  focus() {
    this.address.value = this.travel.path;
    this.frame.focus({preventScroll: true});
  }
}
