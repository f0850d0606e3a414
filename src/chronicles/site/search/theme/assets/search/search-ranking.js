// Which pages a search finds, and in what order.

import {folded, names, terms} from "./search-terms.js";

/** @typedef {import("./search-index.js").Posting} Posting */
/** @typedef {import("./search-index.js").SearchIndex} SearchIndex */
/** @typedef {import("./search-index.js").ShownPage} ShownPage */
/** @typedef {Map<number, Map<number, number>>} Scores by page and section */
/** @typedef {{page: ShownPage, sections: number[], score: number}} Found */
/** @typedef {{count: number, found: Found[], words: Map<string, number>}} SearchResult */

// What another word than the one that was typed counts: one that goes on, another form, one with a typing error.
const LONGER = 0.5;
const FORM = 0.35;
const MISTYPED = 0.25;
const PARTS = 0.6; // all parts of a name, where the name itself is not there
const JOINED = 0.8; // a name that the words are the parts of
const SHORTEST = 4; // letters of a word that may have other forms; one with two errors has twice as many
const MOST_WORDS = 12;
const READ = 14; // pages that are read, to look whether the words stand together there
const SHOWN = 10;
const SECTIONS = 3; // of a page
const PHRASE = 2.2; // times as much where the words stand together, and where they do so in a name, or one is a heading
const IN_NAME = 1.5;
const NAMED = 2;

/**
 * What is searched for: the words, and the phrases between quotation marks, as they are compared.
 * @param {string} query
 */
export const parsed = (query) => {
  const text = folded(query).trim();
  const phrases = [...text.matchAll(/["“”„]([^"“”„]+)["“”„]/g)].map(([, phrase = ""]) => phrase.trim().toLowerCase());
  return {text: text.toLowerCase(), words: names(text).slice(0, MOST_WORDS), phrases: phrases.filter(Boolean)};
};

/**
 * Search, and return how many pages there are, the best of them, and the terms that were found.
 * @param {SearchIndex} index
 * @param {string} query
 * @returns {Promise<SearchResult>}
 */
export const search = async (index, query) => {
  const asked = parsed(query);
  if (!asked.words.length) return {count: 0, found: [], words: new Map()};
  const {pages} = await index.contents();
  const words = /** @type {Map<string, number>} */ (new Map());
  const units = asked.words.flatMap(unitsOf);
  const last = /[\p{L}\p{N}_]$/u.test(query) ? units.length - 1 : -1;
  const scores = await Promise.all(
    units.map((unit, at) => scoresOf(index, pages, unit, at === last, (term) => words.set(term, at))),
  );
  const joined = await joinedScores(index, pages, asked.words, (term) => words.set(term, units.length));
  const ranked = ranking(scores, joined);
  const best = await Promise.all(
    ranked.slice(0, isPhrase(asked) ? READ : SHOWN).map(async (one) => weighed(await index.page(one.page), one, asked)),
  );
  const kept = best.filter((one) => one !== null).sort((one, other) => other.score - one.score);
  const count = asked.phrases.length ? kept.length : ranked.length;
  return {count, found: kept.slice(0, SHOWN), words};
};

/**
 * What a page has to have for a word: a name with its parts, or pairs of letters.
 * @param {string} word
 */
const unitsOf = (word) => {
  const all = [...terms(word)];
  const wholes = all.filter(([, isPart]) => !isPart).map(([term]) => term);
  const parts = all.filter(([, isPart]) => isPart).map(([term]) => term);
  return wholes.map((whole) => ({whole, parts: wholes.length > 1 ? [] : smallest(parts)}));
};

/**
 * The parts that have no other ones in them.
 * @param {string[]} parts
 */
const smallest = (parts) => parts.filter((part) => terms(part).size === 1 && !/[_.]/.test(part));

/**
 * @param {SearchIndex} index
 * @param {number} pages
 * @param {{whole: string, parts: string[]}} unit
 * @param {boolean} isLast whether it may go on
 * @param {(term: string) => void} note is told of each term that is found
 * @returns {Promise<Scores>}
 */
const scoresOf = async (index, pages, {whole, parts}, isLast, note) => {
  const near = await index.near(whole);
  /** @type {Scores} */
  const scores = new Map();
  for (const [term, factor] of likeTerms(near, whole, isLast)) {
    note(term);
    add(scores, near.get(term) ?? [], factor * rarity(pages, near.get(term) ?? []));
  }
  if (parts.length > 1) {
    const each = await Promise.all(parts.map(async (part) => (await index.near(part)).get(part) ?? []));
    parts.forEach(note);
    together(
      scores,
      each.map((postings) => add(new Map(), postings, rarity(pages, postings))),
    );
  }
  if (scores.size || [...whole].length < SHORTEST) return scores;
  for (const guess of swapped(whole)) {
    const others = await index.near(guess);
    for (const [term, postings] of others)
      if (isMistyped(term, whole)) {
        note(term);
        add(scores, postings, MISTYPED * rarity(pages, postings));
      }
  }
  return scores;
};

/**
 * The terms that are like a word, each with what it counts: those with typing errors where there are no others.
 * @param {Map<string, Posting[]>} near
 * @param {string} word
 * @param {boolean} isLast
 */
export const likeTerms = (near, word, isLast) => {
  /** @type {Map<string, number>} */
  const found = new Map();
  const {length} = word;
  if (near.has(word)) found.set(word, 1);
  if (length > 1)
    for (const term of near.keys()) {
      if (term === word) continue;
      if (term.startsWith(word)) {
        if (isLast || (length >= SHORTEST && term.length - length <= 3))
          found.set(term, LONGER * Math.max(0.4, length / term.length));
      } else if (isForm(term, word)) found.set(term, FORM);
    }
  if (!found.size) for (const term of near.keys()) if (isMistyped(term, word)) found.set(term, MISTYPED);
  return found;
};

/**
 * Whether two words differ by their endings alone: migrating, migration.
 * @param {string} term
 * @param {string} word
 */
const isForm = (term, word) => {
  if (/[^\p{L}]/u.test(term) || /[^\p{L}]/u.test(word)) return false;
  let same = 0;
  while (same < term.length && term[same] === word[same]) same += 1;
  return same >= SHORTEST && word.length - same <= 3 && term.length - same <= 3 && same * 2 > word.length;
};

/**
 * Whether one of two words is the other with a typing error, or two of them where it is long.
 * @param {string} term
 * @param {string} word
 */
export const isMistyped = (term, word) => {
  const most = word.length >= 2 * SHORTEST ? 2 : word.length >= SHORTEST ? 1 : 0;
  return most > 0 && Math.abs(term.length - word.length) <= most && distance(term, word) <= most;
};

/**
 * How many letters are to be put in, left out, replaced, or exchanged with the next (Damerau and Levenshtein).
 * @param {string} one
 * @param {string} other
 */
export const distance = (one, other) => {
  /** @type {number[]} */
  let older = [];
  let old = Array.from({length: other.length + 1}, (_, at) => at);
  for (let row = 1; row <= one.length; row += 1) {
    const now = [row];
    for (let at = 1; at <= other.length; at += 1) {
      const isSame = one[row - 1] === other[at - 1];
      let least = Math.min((old[at] ?? 0) + 1, (now[at - 1] ?? 0) + 1, (old[at - 1] ?? 0) + (isSame ? 0 : 1));
      if (row > 1 && at > 1 && one[row - 1] === other[at - 2] && one[row - 2] === other[at - 1])
        least = Math.min(least, (older[at - 2] ?? 0) + 1);
      now[at] = least;
    }
    older = old;
    old = now;
  }
  return old[other.length] ?? 0;
};

/**
 * How a word may have begun where its first letters are wrong.
 * @param {string} word
 */
const swapped = (word) => {
  const [one = "", two = "", three = ""] = word;
  return new Set([two + one, one + three, two + three].filter((start) => start !== one + two));
};

/**
 * What a term counts: the more, the fewer pages have it.
 * @param {number} pages
 * @param {Posting[]} postings
 */
const rarity = (pages, postings) => Math.log(1 + pages / Math.max(1, new Set(postings.map(({page}) => page)).size));

/**
 * Let each section have the best of what it has already and of these postings.
 * @param {Scores} scores
 * @param {Posting[]} postings
 * @param {number} factor
 */
const add = (scores, postings, factor) => {
  for (const {page, section, weight} of postings) {
    const sections = scores.get(page) ?? new Map();
    sections.set(section, Math.max(sections.get(section) ?? 0, weight * factor));
    scores.set(page, sections);
  }
  return scores;
};

/**
 * Add the sections that have all parts of a name.
 * @param {Scores} scores
 * @param {Scores[]} parts
 */
const together = (scores, parts) => {
  for (const [page, sections] of parts[0] ?? [])
    for (const section of sections.keys()) {
      const each = parts.map((part) => part.get(page)?.get(section) ?? 0);
      if (Math.min(...each) > 0) {
        const all = scores.get(page) ?? new Map();
        const mean = each.reduce((sum, one) => sum + one, 0) / each.length;
        all.set(section, Math.max(all.get(section) ?? 0, mean * PARTS));
        scores.set(page, all);
      }
    }
};

/**
 * Where the words are the parts of one name: foreign key, ForeignKey.
 * @param {SearchIndex} index
 * @param {number} pages
 * @param {string[]} words
 * @param {(term: string) => void} note
 */
const joinedScores = async (index, pages, words, note) => {
  /** @type {Scores} */
  const scores = new Map();
  if (words.length < 2 || words.length > 5) return scores;
  for (const sign of ["", "_", "."]) {
    const term = words.join(sign).toLowerCase();
    const postings = (await index.near(term)).get(term);
    if (postings) {
      note(term);
      add(scores, postings, JOINED * rarity(pages, postings));
    }
  }
  return scores;
};

/**
 * The pages from the best to the last: those with all words, where there are any.
 * @param {Scores[]} units
 * @param {Scores} joined
 */
const ranking = (units, joined) => {
  const numbers = new Set([...units, joined].flatMap((scores) => [...scores.keys()]));
  const pages = [...numbers].map((page) => {
    const of = units.map((scores) => scores.get(page) ?? new Map());
    const named = joined.get(page) ?? new Map();
    const sections = new Set([...of, named].flatMap((scores) => [...scores.keys()]));
    const has = of.filter((scores) => scores.size).length;
    const scored = [...sections]
      .map((section) => {
        const each = of.map((scores) => scores.get(section) ?? 0);
        return {section, score: each.reduce((sum, one) => sum + one, named.get(section) ?? 0)};
      })
      .sort((one, other) => other.score - one.score || one.section - other.section);
    const rest = of.reduce((sum, scores) => sum + Math.max(0, ...scores.values()), 0);
    return {page, has, sections: scored, score: (scored[0]?.score ?? 0) + 0.3 * rest};
  });
  const most = Math.max(0, ...pages.map(({has}) => has));
  return pages.filter(({has}) => has === most).sort((one, other) => other.score - one.score || one.page - other.page);
};

/**
 * Whether what is searched for is more than one word.
 * @param {{text: string, words: string[]}} asked
 */
const isPhrase = ({text, words}) => words.length > 1 || /[^\p{L}\p{N}]/u.test(text);

/**
 * A page with its best sections, once its text has been looked at; nothing where it lacks a phrase.
 * @param {ShownPage} page
 * @param {{sections: {section: number, score: number}[], score: number}} ranked
 * @param {{text: string, words: string[], phrases: string[]}} asked
 * @returns {Found | null}
 */
const weighed = (page, {sections, score}, {text, words, phrases}) => {
  const lower = page.sections.map((one) => `${folded(one.title)}\n${folded(one.text)}`.toLowerCase());
  if (!phrases.every((phrase) => lower.some((one) => one.includes(phrase)))) return null;
  const sequence = ` ${words.map(smallParts).join(" ")} `;
  const isLong = isPhrase({text, words});
  const wanted = phrases.length ? phrases : [text];
  const looked = sections.map(({section, score: before}) => {
    const of = lower[section] ?? "";
    const isThere = isLong && wanted.some((phrase) => of.includes(phrase));
    const isNamed = isLong && !isThere && ` ${parts(page.sections[section])} `.includes(sequence);
    const isHead = isLong && words.some((word) => of.startsWith(`${word.toLowerCase()}\n`));
    return {section, score: before * (isThere ? PHRASE : isNamed || isHead ? IN_NAME : 1)};
  });
  looked.sort((one, other) => other.score - one.score || one.section - other.section);
  const gained = (looked[0]?.score ?? 0) - (sections[0]?.score ?? 0);
  const title = folded(page.title).toLowerCase();
  const isTitle = [title, title.replace(/^\d+\.\s+/, "")].includes(text);
  const least = (looked[0]?.score ?? 0) / 3;
  const best = looked.filter((one) => one.score >= least).slice(0, SECTIONS);
  return {page, sections: best.map(({section}) => section), score: (score + gained) * (isTitle ? NAMED : 1)};
};

/**
 * The smallest parts of all names of a section, in their order.
 * @param {{title: string, text: string} | undefined} section
 */
const parts = (section) => {
  if (!section) return "";
  const known = PARTED.get(section);
  if (known !== undefined) return known;
  const found = names(folded(`${section.title} ${section.text}`))
    .map(smallParts)
    .join(" ");
  PARTED.set(section, found);
  return found;
};

/**
 * The smallest parts of a name, with spaces between them.
 * @param {string} name
 */
const smallParts = (name) => {
  const known = SMALL.get(name);
  if (known !== undefined) return known;
  const found = smallest([...terms(name).keys()]).join(" ");
  SMALL.set(name, found);
  return found;
};

/** @type {WeakMap<object, string>} */
const PARTED = new WeakMap();
/** @type {Map<string, string>} */
const SMALL = new Map();
