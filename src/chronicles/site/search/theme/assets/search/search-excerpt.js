// What a result shows of a text: the piece with most of the words that were found, and those marked.

import {placed} from "./search-terms.js";

const LENGTH = 180; // letters
const BEFORE = 40;

/** @typedef {{text: string, isMarked: boolean}} Piece */

/**
 * A text in pieces, of which the words are marked.
 * @param {string} text
 * @param {{has: (term: string) => boolean}} words
 * @returns {Piece[]}
 */
export const marked = (text, words) => {
  /** @type {Piece[]} */
  const pieces = [];
  let at = 0;
  for (const word of placed(text)) {
    if (word.end <= at || !word.terms.some((term) => words.has(term))) continue;
    const from = Math.max(at, word.at);
    if (from > at) pieces.push({text: text.slice(at, from), isMarked: false});
    const last = pieces.at(-1);
    if (last?.isMarked) last.text += text.slice(from, word.end);
    else pieces.push({text: text.slice(from, word.end), isMarked: true});
    at = word.end;
  }
  if (at < text.length) pieces.push({text: text.slice(at), isMarked: false});
  return pieces;
};

/**
 * A piece as it stands in a page.
 * @param {Piece} piece
 */
export const shown = ({text, isMarked}) => {
  if (!isMarked) return document.createTextNode(text);
  const mark = document.createElement("mark");
  mark.textContent = text;
  return mark;
};

/**
 * The piece of a text that shows most of the words, with signs where something is left out.
 * @param {string} text
 * @param {Map<string, number>} words each with which of the words that were typed it is found by
 * @param {string} phrase what was typed, in small letters: where it stands as it is, that is shown
 */
export const excerpt = (text, words, phrase = "") => {
  if (text.length <= LENGTH) return text;
  const whole = phrase.length > 1 ? text.toLowerCase().indexOf(phrase) : -1;
  const start = whole < 0 ? densest(text, words) : whole;
  let from = Math.max(0, Math.min(start - BEFORE, text.length - LENGTH));
  if (from > 0) from = text.indexOf(" ", from) + 1 || from;
  if (from > start) from = start;
  let to = Math.min(text.length, from + LENGTH);
  if (to < text.length) to = Math.max(text.lastIndexOf(" ", to), Math.min(to, start + 1));
  return `${from > 0 ? "… " : ""}${text.slice(from, to)}${to < text.length ? " …" : ""}`;
};

/**
 * Where the piece begins that has most of the words that were typed in it, and has them most often.
 * @param {string} text
 * @param {Map<string, number>} words
 */
const densest = (text, words) => {
  const hits = placed(text).flatMap(({at, terms}) => {
    const units = terms.flatMap((term) => words.get(term) ?? []);
    return units.length ? [{at, units}] : [];
  });
  let best = {at: 0, score: 0};
  hits.forEach(({at}, number) => {
    const within = [];
    for (let next = number; next < hits.length; next += 1) {
      const hit = hits[next];
      if (!hit || hit.at > at + LENGTH - BEFORE) break;
      within.push(...hit.units);
    }
    const score = 10 * new Set(within).size + within.length;
    if (score > best.score) best = {at, score};
  });
  return best.at;
};
