// <live-demo src="…manifest" path="/admin/" label="Try the admin" state="students/09" size="9 MB">: a
// poster with one button. Nothing but this small part is fetched before the reader presses it.
// In the middle of a sentence it stays the link that it was, and its poster opens below.

import {DemoError} from "../engine/demo-error.js";
import {addButtons} from "./blocks.js";
import {style, styleLinks} from "./dom.js";
import {lazyImport} from "./lazy-import.js";
import {Poster} from "./poster.js";
import {hasRun, rememberRuns} from "./visit.js";

/** @import {Browser} from "./browser.js" */
/** @import {Session} from "./session.js" */

const PARAGRAPH = "p, li, td, dd, h1, h2, h3, h4, h5, h6";

class LiveDemo extends HTMLElement {
  #known = false;
  /** @type {LiveDemo | undefined} what was opened below a link */
  below;
  /** @type {Browser | undefined} what shows the project, once it runs */
  browser;
  /** @type {Promise<void> | null} the start that is under way */
  running = null;
  /** @type {Poster | undefined} what stands here before that, but in a sentence */
  poster;
  /** @type {Promise<void>} */
  whenReady = Promise.resolve();

  connectedCallback() {
    if (this.#known) return;
    this.#known = true;
    if (this.#isInSentence()) this.#becomeLink();
    else this.#becomePoster();
  }

  #isInSentence() {
    const around = this.closest(PARAGRAPH)?.textContent ?? "";
    return around.trim() !== this.textContent.trim() && around !== "";
  }

  #becomeLink() {
    const link = this.querySelector("a");
    if (!link) return;
    styleLinks();
    this.setAttribute("sentence", "");
    link.setAttribute("role", "button");
    link.title = `Runs in this page; downloads about ${this.getAttribute("size")} once`;
    link.addEventListener("click", (event) => {
      if (event.metaKey || event.ctrlKey || event.shiftKey) return; // then it is the link that it was
      event.preventDefault();
      this.#openBelow();
    });
    link.addEventListener("keydown", (event) => {
      if (event.key !== " ") return;
      event.preventDefault();
      this.#openBelow();
    });
  }

  /** Show the path in the demo of this state that is on the page already, or in a new one below. */
  #openBelow() {
    const others = /** @type {LiveDemo[]} */ ([...document.querySelectorAll("live-demo:not([sentence])")]);
    const running = others.find((each) => each.src === this.src && each.browser);
    const demo = running ?? this.below ?? this.#make();
    if (running) running.browser?.history.go(this.#path);
    demo.scrollIntoView({block: "nearest", behavior: prefersReducedMotion() ? "auto" : "smooth"});
    demo.whenReady.then(() => demo.focusFirst());
  }

  #make() {
    const below = /** @type {LiveDemo} */ (document.createElement("live-demo"));
    for (const name of ["src", "path", "label", "state", "size"])
      below.setAttribute(name, this.getAttribute(name) ?? "");
    const link = this.querySelector("a");
    if (link) below.append(link.cloneNode(true));
    const block = this.closest("table, ul, ol, dl, p") ?? this;
    block.after(below);
    this.below = below;
    return below;
  }

  #becomePoster() {
    const root = this.attachShadow({mode: "open"});
    const poster = new Poster(this, () => this.run());
    this.poster = poster;
    this.whenReady = style(root).then(() => root.append(poster.element));
  }

  focusFirst() {
    if (this.browser) this.browser.focus();
    else this.poster?.button.focus({preventScroll: true});
  }

  get src() {
    return new URL(this.getAttribute("src") ?? "", document.baseURI).href;
  }

  get #path() {
    return this.getAttribute("path") || "/";
  }

  /** Start the project and show its page; once, however often the button is pressed meanwhile. */
  run() {
    if (this.poster) this.running ??= this.#run(this.poster).finally(() => (this.running = null));
    return this.running;
  }

  /** @param {Poster} poster */
  async #run(poster) {
    /** @type {Session | undefined} */
    let session;
    try {
      const {sessionOf, showInBar} = await lazyImport(() => import("./sessions.js"));
      session = sessionOf(this.src);
      showInBar(session);
      poster.follow(session);
      const [{Browser}] = await Promise.all([lazyImport(() => import("./browser.js")), session.open()]);
      poster.opening();
      const browser = new Browser(session, this.#path, this.getAttribute("label") ?? "");
      browser.element.classList.add("behind");
      this.shadowRoot?.append(browser.element);
      await browser.shown;
      browser.element.classList.remove("behind");
      poster.element.remove();
      this.browser = browser;
      browser.focus();
      dispatchEvent(new Event("live-running"));
      this.dispatchEvent(new CustomEvent("live-shown", {bubbles: true, detail: {laps: session.laps}}));
    } catch (error) {
      poster.failed(DemoError.from(error), session);
    }
  }
}

const prefersReducedMotion = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

/** @param {() => void} act */
const whenIdle = (act) => ("requestIdleCallback" in window ? requestIdleCallback(act) : setTimeout(act));

customElements.define("live-demo", LiveDemo);
addButtons(document);
rememberRuns();
if (hasRun())
  whenIdle(() => {
    import("./warm-start.js").then(({warmStart}) => warmStart()).catch(() => {}); // a press starts it as well
  });
