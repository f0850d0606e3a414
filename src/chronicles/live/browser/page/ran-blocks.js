// The blocks of pages that a session has run. What they did to the database stays for a reload of the page;
// the names that a console block gave are gone with its interpreter.

const NAMES = "pycon "; // what the keys of console blocks begin with
const OTHER = "other"; // the key of all that no block of a page has run

export class RanBlocks {
  /** @type {Set<string>} */
  #keys;

  /**
   * @param {string} place where the tab keeps them
   * @param {boolean} [restored] whether the database is the one that they left
   */
  constructor(place, restored = false) {
    this.place = `chronicles-live-ran:${place}`;
    this.#keys = new Set(restored ? this.#kept() : []);
    this.forgetNames();
  }

  /** @param {string} key of a block */
  has(key) {
    return this.#keys.has(key);
  }

  /** @param {string} key of a block */
  add(key) {
    this.#keys.add(this.has(key) ? OTHER : key);
    this.#keep();
  }

  /**
   * @param {string} path of the page
   * @returns {boolean} whether more has run than each of its blocks once, so that the data may be others
   */
  haveStrayed(path) {
    return [...this.#keys].some((key) => !key.endsWith(` ${path}`));
  }

  /** Something else has run that may have changed the data. */
  stray() {
    this.add(OTHER);
  }

  /** The interpreter, or its console, is a new one. */
  forgetNames() {
    this.#keys = new Set([...this.#keys].filter((key) => !key.startsWith(NAMES)));
    this.#keep();
  }

  /** @returns {string[]} */
  #kept() {
    try {
      return JSON.parse(sessionStorage.getItem(this.place) ?? "[]");
    } catch {
      return [];
    }
  }

  #keep() {
    try {
      sessionStorage.setItem(this.place, JSON.stringify([...this.#keys]));
    } catch {
      // Then a reload runs them again.
    }
  }
}
