// The box of the search, a combobox with a list of results (WAI-ARIA Authoring Practices, "Combobox").

import {excerpt, marked, shown} from "./search-excerpt.js";
import {OldIndex, SearchIndex, reader} from "./search-index.js";
import {parsed, search} from "./search-ranking.js";

const SITE = new URL("../../", import.meta.url).href;
const ENGLISH = "The search could not be loaded. Type on to try again.";
const FAILED = globalThis.chroniclesInLanguage?.("search_failed", ENGLISH) ?? ENGLISH;

/** @typedef {import("./search-ranking.js").SearchResult} SearchResult */

const PAUSE = 150; // milliseconds without a key, after which is searched: half a word finds other pages

/**
 * Let a box search from now on.
 * @param {HTMLInputElement} input
 * @param {EventTarget | null} before what had the focus before the box
 */
export const start = async (input, before) => {
  const box = new SearchBox(input, before);
  await styled();
  box.listen();
};

/** The styles of the results, which come with them. */
const styled = () =>
  new Promise((done) => {
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = new URL("search.css", import.meta.url).href;
    link.onload = done;
    link.onerror = done;
    document.head.append(link);
  });

class SearchBox {
  #index = new SearchIndex(reader(new URL("search/", SITE).href));
  /** The number of the newest search: what an older one finds is not shown. */
  #newest = 0;
  #timer = 0;
  #shown = ""; // the query whose results stand in the list

  /**
   * @param {HTMLInputElement} input
   * @param {EventTarget | null} before
   */
  constructor(input, before) {
    this.before = before;
    this.input = input;
    this.box = /** @type {HTMLElement} */ (input.closest(".chronicles-search"));
    this.list = /** @type {HTMLElement} */ (this.box.querySelector("[role=listbox]"));
    this.said = /** @type {HTMLElement} */ (this.box.querySelector("[role=status]"));
    this.toggle = /** @type {HTMLInputElement | null} */ (document.getElementById("__search"));
    this.words = JSON.parse(document.getElementById("__config")?.textContent ?? "{}").translations ?? {};
  }

  listen() {
    this.input.addEventListener("input", () => this.#searchSoon());
    this.input.addEventListener("focus", ({relatedTarget}) => {
      this.before = relatedTarget;
      this.#open();
    });
    this.input.addEventListener("keydown", (event) => this.#key(event));
    this.input.form?.addEventListener("submit", (event) => event.preventDefault());
    this.input.form?.addEventListener("reset", () => {
      this.input.focus();
      queueMicrotask(() => void this.#search());
    });
    this.toggle?.addEventListener("change", () => this.toggle?.checked || this.#closed());
    this.list.addEventListener("click", (event) => {
      if (event.target instanceof Element && event.target.closest("a") && !event.ctrlKey && !event.metaKey)
        this.#close();
    });
    document.addEventListener("pointerdown", (event) => {
      if (event.target instanceof Node && !this.box.contains(event.target)) this.#close();
    });
    this.box.addEventListener("focusout", ({relatedTarget}) => {
      if (relatedTarget instanceof Node && !this.box.contains(relatedTarget)) this.#close();
    });
    if (document.activeElement === this.input) this.#open();
    void this.#search();
  }

  get #options() {
    return /** @type {HTMLAnchorElement[]} */ ([...this.list.querySelectorAll("[role=option]")]);
  }

  get #active() {
    return this.#options.findIndex((option) => option.getAttribute("aria-selected") === "true");
  }

  #open() {
    if (this.toggle && !this.toggle.checked) this.toggle.click();
    this.input.focus();
    this.#expand();
  }

  #close() {
    if (this.toggle?.checked) this.toggle.click();
    else this.#closed();
  }

  #closed() {
    this.input.setAttribute("aria-expanded", "false");
    this.#select(-1);
    if (document.activeElement === this.input) this.input.blur();
  }

  #expand() {
    this.input.setAttribute("aria-expanded", String(this.#options.length > 0 && (this.toggle?.checked ?? true)));
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const {length} = this.#options;
    const active = this.#active;
    if (event.key === "Escape") {
      event.preventDefault();
      this.#close();
      if (this.before instanceof HTMLElement && this.before.isConnected) this.before.focus();
    } else if (event.key === "Tab") this.#close();
    else if (event.key === "Enter") {
      event.preventDefault();
      if (!event.isComposing) void this.#enter(active);
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!this.toggle?.checked) this.#open();
      const step = event.key === "ArrowDown" ? 1 : -1;
      // Before the first and behind the last is the box itself.
      if (length) this.#select(((active + 1 + step + length + 1) % (length + 1)) - 1);
    }
  }

  /**
   * Open a result: the first one where none is chosen, once it is of what stands in the box by now.
   * @param {number} active
   */
  async #enter(active) {
    if (active < 0 && this.#shown !== this.input.value) {
      clearTimeout(this.#timer);
      await this.#search();
    }
    this.#options[Math.max(0, active)]?.click();
  }

  /** @param {number} number */
  #select(number) {
    this.#options.forEach((option, at) => option.setAttribute("aria-selected", String(at === number)));
    const option = this.#options[number];
    if (option) this.input.setAttribute("aria-activedescendant", option.id);
    else this.input.removeAttribute("aria-activedescendant");
    option?.scrollIntoView({block: "nearest"});
  }

  #searchSoon() {
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => void this.#search(), PAUSE);
  }

  async #search(isAgain = false) {
    const number = (this.#newest += 1);
    const query = this.input.value;
    const mark = setTimeout(() => number === this.#newest && this.#say(this.said.dataset.loading ?? ""), 300);
    try {
      const result = await search(this.#index, query);
      if (number === this.#newest) this.#show(query, result);
    } catch (error) {
      if (number !== this.#newest) return;
      this.#index.forget();
      if (error instanceof OldIndex && !isAgain) await this.#search(true);
      else this.#show(query, {count: -1, found: [], words: new Map()});
    } finally {
      clearTimeout(mark);
    }
  }

  /** @param {string} text */
  #say(text) {
    if (this.said.textContent !== text) this.said.textContent = text;
  }

  /**
   * @param {string} query
   * @param {SearchResult} result
   */
  #show(query, {count, found, words}) {
    const {text} = parsed(query);
    let number = 0;
    const options = found.flatMap(({page, sections}) =>
      sections.map((section) => this.#option(page, section, words, text, query, (number += 1))),
    );
    this.list.replaceChildren(...options);
    this.#shown = query;
    this.#select(-1);
    this.#expand();
    if (count < 0) this.#say(FAILED);
    else if (!text) this.#say(this.words["search.result.placeholder"] ?? "");
    else if (count === 0) this.#say(this.words["search.result.none"] ?? "");
    else if (count === 1) this.#say(this.words["search.result.one"] ?? "1");
    else this.#say((this.words["search.result.other"] ?? "#").replace("#", String(count)));
  }

  /**
   * @param {import("./search-index.js").ShownPage} page
   * @param {number} at the number of the section
   * @param {Map<string, number>} words
   * @param {string} phrase
   * @param {string} query
   * @param {number} number
   */
  #option(page, at, words, phrase, query, number) {
    const section = page.sections[at] ?? {anchor: "", title: "", text: ""};
    const option = document.createElement("a");
    const address = new URL(page.url, SITE);
    if (this.box.hasAttribute("data-highlight")) address.searchParams.set("h", query);
    address.hash = section.anchor;
    option.href = address.href;
    option.id = `chronicles-result-${number}`;
    option.className = "chronicles-result";
    option.tabIndex = -1;
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", "false");
    const isTop = !section.anchor;
    const isSaid = page.places.some((place) => place === page.title);
    const places = isTop || isSaid ? page.places : [...page.places, page.title];
    const parts = [
      line("title", [{text: section.title || page.title, isMarked: false}], words),
      line("place", [{text: places.join(" · "), isMarked: false}]),
      line("text", marked(excerpt(section.text, words, phrase), words)),
    ];
    option.append(...parts.filter((part) => part.textContent));
    return option;
  }
}

/**
 * @param {string} name
 * @param {import("./search-excerpt.js").Piece[]} pieces
 * @param {Map<string, number>} [words] that are to be marked still
 */
const line = (name, pieces, words) => {
  const element = document.createElement("span");
  element.className = `chronicles-result__${name}`;
  const all = words ? pieces.flatMap(({text}) => marked(text, words)) : pieces;
  element.append(...all.map(shown));
  return element;
};
