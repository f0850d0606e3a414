// <live-demo src="…manifest" path="/admin/" label="Try the admin" state="students/09" size="9 MB">: a
// poster with one button. Nothing but this small part is fetched before the reader presses it.
// In the middle of a sentence it stays the link that it was, and its poster opens below.

import {Poster} from "./poster.js";
import {style, styleLinks} from "./dom.js";
import {adornBlocks} from "./blocks.js";
import {script} from "./errors.js";

const PARAGRAPH = "p, li, td, dd, h1, h2, h3, h4, h5, h6";

class LiveDemo extends HTMLElement {
  connectedCallback() {
    if (this.known) return;
    this.known = true;
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
    const others = [...document.querySelectorAll("live-demo:not([sentence])")];
    const running = others.find((each) => each.src === this.src && each.browser);
    const demo = running ?? this.below ?? this.#make();
    if (running) running.browser.travel.go(this.getAttribute("path"));
    demo.scrollIntoView({block: "nearest", behavior: calm() ? "auto" : "smooth"});
    demo.whenReady.then(() => demo.focusFirst());
  }

  #make() {
    this.below = document.createElement("live-demo");
    for (const name of ["src", "path", "label", "state", "size"]) this.below.setAttribute(name, this.getAttribute(name) ?? "");
    this.below.append(this.querySelector("a").cloneNode(true));
    const block = this.closest("table, ul, ol, dl, p") ?? this;
    block.after(this.below);
    return this.below;
  }

  #becomePoster() {
    const root = this.attachShadow({mode: "open"});
    this.poster = new Poster(this, () => this.run());
    this.whenReady = style(root).then(() => root.append(this.poster.element));
  }

  focusFirst() {
    if (this.browser) this.browser.focus();
    else this.poster.button.focus({preventScroll: true});
  }

  get src() {
    return new URL(this.getAttribute("src"), document.baseURI).href;
  }

  /** Start the project and show its page; once, however often the button is pressed meanwhile. */
  run() {
    this.running ??= this.#run().finally(() => (this.running = null));
    return this.running;
  }

  async #run() {
    let session;
    try {
      const {sessionOf} = await script("./session.js");
      session = sessionOf(this.src);
      this.poster.follow(session);
      const [{Browser}] = await Promise.all([script("./browser.js"), session.open()]);
      this.poster.opening();
      const browser = new Browser(session, this.getAttribute("path") || "/", this.getAttribute("label"));
      browser.element.classList.add("behind");
      this.shadowRoot.append(browser.element);
      await browser.shown;
      browser.element.classList.remove("behind");
      this.poster.element.remove();
      this.browser = browser;
      browser.focus();
      dispatchEvent(new Event("live-running"));
      this.dispatchEvent(new CustomEvent("live-shown", {bubbles: true, detail: {laps: session.laps}}));
    } catch (error) {
      this.poster.failed(error, session);
    }
  }
}

const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

customElements.define("live-demo", LiveDemo);
adornBlocks(document);
