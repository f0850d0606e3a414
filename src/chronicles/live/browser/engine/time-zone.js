// The time zone of Python: the one that the project names, where the engine knows only that of the reader's machine.

/** @import {Module} from "../types/pyodide.js" */

/**
 * The functions of C that ask the browser for its zone, as Emscripten passes them to WebAssembly.
 * @typedef {object} Clock
 * @property {(seconds: bigint, place: number) => void} _localtime_js fills a `struct tm`
 * @property {(place: number) => bigint} _mktime_js reads one, and makes it a day that there is
 * @property {(timezone: number, daylight: number, standard: number, summer: number) => void} _tzset_js
 */

const NAME_BYTES = 17; // as much as Emscripten has for the name of a zone
const DAY = 86_400;
const STARTS = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334]; // the days before each month

class TimeZone {
  /** @type {Module | null} the engine, once it is there: its memory is what the functions write to */
  engine = null;
  /** @type {Intl.DateTimeFormat | null} null while the zone is that of the reader's machine */
  #format = null;
  /** @type {number[]} where Emscripten keeps the offset, whether there is a summer time, and the names */
  places = [];

  /**
   * Let Python ask this zone.
   * @param {WebAssembly.Imports} imports of the engine
   */
  patch({env}) {
    const clock = /** @type {Clock} */ (/** @type {unknown} */ (env));
    const {_localtime_js, _mktime_js, _tzset_js} = clock;
    clock._localtime_js = (seconds, place) => {
      if (this.#format) this.#write(Number(seconds), place >>> 0);
      else _localtime_js(seconds, place);
    };
    clock._mktime_js = (place) => (this.#format ? this.#read(place >>> 0) : _mktime_js(place));
    clock._tzset_js = (...kept) => {
      this.places = kept.map((place) => place >>> 0);
      _tzset_js(...kept);
    };
  }

  /**
   * @param {string} name of the zone, as the database of zones has it; an empty one is that of the reader's machine
   * @param {string[]} names by which people call its standard and its summer time
   */
  set(name, names) {
    this.#format = name ? formatOf(name) : null;
    if (!this.engine || !this.#format) return;
    const [timezone, daylight, ...places] = this.places;
    const standard = this.#standard(Date.now() / 1000);
    this.engine.HEAP32[timezone >>> 2] = -standard;
    this.engine.HEAP32[daylight >>> 2] = Number(names[0] !== names[1]);
    places.forEach((place, nth) => this.#name(place, names[nth]));
  }

  /** @param {number} place @param {string} name */
  #name(place, name) {
    const bytes = new TextEncoder().encode(name).subarray(0, NAME_BYTES - 1);
    this.engine?.HEAPU8.fill(0, place, place + NAME_BYTES);
    this.engine?.HEAPU8.set(bytes, place);
  }

  /** @param {number} seconds since 1970 @returns {number} how much later it is in the zone, in seconds */
  #offset(seconds) {
    const whole = Math.floor(seconds);
    /** @type {Record<string, number>} */
    const parts = {};
    for (const {type, value} of this.#format?.formatToParts(whole * 1000) ?? []) parts[type] = Number(value);
    const {year, month, day, hour, minute, second} = parts;
    return utc(year, month - 1, day, hour, minute, second) - whole;
  }

  /** @param {number} seconds @returns {number} the offset in that year while there is no summer time */
  #standard(seconds) {
    const year = new Date(seconds * 1000).getUTCFullYear();
    return Math.min(this.#offset(utc(year, 0, 1)), this.#offset(utc(year, 6, 1)));
  }

  /** @param {number} seconds @param {number} place of a `struct tm` */
  #write(seconds, place) {
    const offset = this.#offset(seconds);
    const there = new Date((seconds + offset) * 1000);
    const [year, month, day] = [there.getUTCFullYear(), there.getUTCMonth(), there.getUTCDate()];
    const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
    const ofYear = STARTS[month] + day - 1 + Number(isLeap && month > 1);
    const isSummer = Number(offset !== this.#standard(seconds));
    const time = [there.getUTCSeconds(), there.getUTCMinutes(), there.getUTCHours()];
    const fields = [...time, day, month, year - 1900, there.getUTCDay(), ofYear, isSummer, offset];
    this.engine?.HEAP32.set(fields, place >>> 2);
  }

  /** @param {number} place of a `struct tm` @returns {bigint} the seconds since 1970 */
  #read(place) {
    const at = place >>> 2;
    const [second, minute, hour, day, month, year, , , isSummer] = this.engine?.HEAP32.subarray(at, at + 9) ?? [];
    const wanted = utc(year + 1900, month, day, hour, minute, second);
    const [before, after] = [wanted - DAY, wanted + DAY].map((each) => this.#offset(each));
    const fitting = [before, after].filter((offset) => this.#offset(wanted - offset) === offset);
    const asked = fitting.find((offset) => Number(offset !== this.#standard(wanted)) === isSummer);
    const leapt = isSummer > 0 ? Math.max(before, after) : Math.min(before, after); // where the clock skips it
    const seconds = wanted - (asked ?? fitting[0] ?? leapt);
    this.#write(seconds, place);
    return BigInt(seconds);
  }
}

/** @param {string} timeZone @returns {Intl.DateTimeFormat | null} null for a zone that the browser does not know */
function formatOf(timeZone) {
  /** @type {Intl.DateTimeFormatOptions} */
  const numbers = {year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric"};
  try {
    return new Intl.DateTimeFormat("en-US", {timeZone, hourCycle: "h23", ...numbers, second: "numeric"});
  } catch {
    return null;
  }
}

/**
 * @param {number} year
 * @param {number} month from 0 on
 * @param {number} day
 * @returns {number} the seconds since 1970 of what clocks without a zone show
 */
function utc(year, month, day, hour = 0, minute = 0, second = 0) {
  const date = new Date(0);
  date.setUTCFullYear(year, month, day);
  return date.setUTCHours(hour, minute, second) / 1000;
}

/** That of the one Python in this worker. */
export const timeZone = new TimeZone();
