// The index of the site's search, of which no more is fetched than a search needs. Its form is written down in
// src/chronicles/site/search/search_files.py.

import {bucket} from "./search-terms.js";

const FORM = 1;
const WEIGHTS = 64;

/** @typedef {{page: number, section: number, weight: number}} Posting */
/** @typedef {{anchor: string, title: string, text: string}} ShownSection */
/** @typedef {{number: number, url: string, title: string, places: string[], sections: ShownSection[]}} ShownPage */
/** @typedef {{form: number, pages: number, terms: string[], texts: string[]}} Contents */
/** @typedef {(path: string, again: boolean) => Promise<any>} Read */

/** What is thrown where the site was built anew since its index was read. */
export class OldIndex extends Error {}

/**
 * Reads files of the index by the address of their folder.
 * @param {string} folder
 * @returns {Read}
 */
export const reader = (folder) => async (path, again) => {
  const answer = await fetch(new URL(path, folder), {cache: again ? "no-cache" : "default"});
  if (answer.status === 404) throw new OldIndex(path);
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return answer.json();
};

export class SearchIndex {
  /** @type {Map<string, Promise<any>>} */
  #files = new Map();

  /** @param {Read} read */
  constructor(read) {
    this.read = read;
  }

  /** What the index consists of. */
  async contents() {
    /** @type {Contents} */
    const contents = await this.#file("index.json", (found) => found);
    if (contents.form !== FORM) throw new Error(`an index of form ${contents.form}`);
    return contents;
  }

  /**
   * All terms that begin with the same two letters as this one, and others, with where each is.
   * @param {string} term
   * @returns {Promise<Map<string, Posting[]>>}
   */
  async near(term) {
    const {terms} = await this.contents();
    return this.#file(`terms-${terms[bucket(term) % terms.length]}.json`, inverted);
  }

  /**
   * A page as it is shown.
   * @param {number} number
   * @returns {Promise<ShownPage>}
   */
  async page(number) {
    const {texts} = await this.contents();
    const pages = await this.#file(`texts-${texts[number % texts.length]}.json`, shown);
    return pages.get(number);
  }

  /** Forget all, since the site may be another one by now. */
  forget() {
    this.#files.clear();
  }

  /**
   * @param {string} path
   * @param {(found: any) => any} use
   */
  #file(path, use) {
    let file = this.#files.get(path);
    if (!file) {
      file = this.read(path, path === "index.json").then(use);
      file.catch(() => this.#files.delete(path));
      this.#files.set(path, file);
    }
    return file;
  }
}

/** @param {[number, Record<string, number[]>][]} found */
const inverted = (found) => {
  /** @type {Map<string, Posting[]>} */
  const terms = new Map();
  for (const [page, weights] of found)
    for (const [term, numbers] of Object.entries(weights)) {
      const postings = terms.get(term) ?? [];
      for (const number of numbers)
        postings.push({page, section: Math.floor(number / WEIGHTS), weight: number % WEIGHTS});
      terms.set(term, postings);
    }
  return terms;
};

/** @param {[number, [string, string, string[], [string, string, string][]]][]} found */
const shown = (found) =>
  new Map(
    found.map(([number, [url, title, places, sections]]) => [
      number,
      {number, url, title, places, sections: sections.map(([anchor, head, text]) => ({anchor, title: head, text}))},
    ]),
  );
