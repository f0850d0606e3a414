// The terms that a text is found by, as src/chronicles/site/search/search_terms.py has them: tests hold the two together.

const MARKS = /[\u0300-\u036f]/g;
const SIGNS =
  "\\u0591-\\u05c7\\u0610-\\u061a\\u064b-\\u065f\\u0670\\u06d6-\\u06ed\\u0900-\\u109f\\u1780-\\u17ff\\u3099\\u309a";
/** @param {string} marks that count as letters as well */
const nameOf = (marks) => {
  const letter = `[${marks}${SIGNS}\\p{L}\\p{N}_]`;
  return new RegExp(`${letter}+(?:\\.${letter}+)*(?:\\+\\+|#(?!${letter}))?`, "gu");
};
const NAME = nameOf("");
const WRITTEN = nameOf("\\u0300-\\u036f"); // before it is folded
const UNSPACED =
  "\\u0e00-\\u0eff\\u1000-\\u109f\\u1780-\\u17ff\\u3040-\\u30ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff";
const RUN = new RegExp(`[${UNSPACED}]+|[^${UNSPACED}]+`, "gu");
const IS_UNSPACED = new RegExp(`[${UNSPACED}]`, "u");
const PART = /[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+|[0-9]+/g;
const NUMBER = /^\p{Nd}+$/u;
const LONGEST = 64;
const BUCKETS = 256;

/** @type {Map<string, Map<string, boolean>>} what is the same each time */
const KNOWN = new Map();

/**
 * A text as it is compared, but for its capital letters.
 * @param {string} text
 */
export const folded = (text) =>
  /^[\0-\x7f]*$/.test(text)
    ? text
    : text.normalize("NFKD").replace(MARKS, "").normalize("NFKC").replaceAll("\u200b", "");

/**
 * The words and names of a text that is folded.
 * @param {string} text
 * @returns {string[]}
 */
export const names = (text) => text.match(NAME) ?? [];

/**
 * The terms of a word or name, each with whether it is only a part of it.
 * @param {string} name
 * @returns {Map<string, boolean>}
 */
export const terms = (name) => {
  const known = KNOWN.get(name);
  if (known) return known;
  /** @type {Map<string, boolean>} */
  const found = new Map();
  /** @param {string} term @param {boolean} isPart */
  const add = (term, isPart) => found.has(term) || found.set(term, isPart);
  for (const run of name.match(RUN) ?? []) {
    const letters = [...run];
    const rest = run.replace(/^\.+|\.+$/g, "");
    if (IS_UNSPACED.test(letters[0] ?? ""))
      for (let at = 0; at < Math.max(1, letters.length - 1); at += 1)
        found.set(letters.slice(at, at + 2).join(""), false);
    else if (rest) {
      add(small(rest), false);
      for (const segment of rest.replace(/[+#]+$/, "").split(".")) {
        if (!NUMBER.test(segment)) add(small(segment), true);
        const parts = /^[\0-\x7f]*$/.test(segment) ? (segment.match(PART) ?? []) : segment.split("_").filter(Boolean);
        for (const part of parts) if (!NUMBER.test(part)) add(small(part), true);
      }
    }
  }
  for (const term of [...found.keys()]) if ([...term].length > LONGEST) found.delete(term);
  KNOWN.set(name, found);
  return found;
};

/**
 * In small letters, of which Greek has two for one that is large.
 * @param {string} term
 */
const small = (term) => term.toLowerCase().replaceAll("\u03c2", "\u03c3");

/**
 * The bucket of a term: those that begin with the same two letters share one.
 * @param {string} term
 */
export const bucket = (term) => {
  let number = 0;
  for (const letter of [...term].slice(0, 2)) number = (number * 31 + (letter.codePointAt(0) ?? 0)) % 65521;
  return number % BUCKETS;
};

/**
 * The words of a text as they are written, each with its place and its terms: for marking them.
 * @param {string} text
 * @returns {{at: number, end: number, terms: string[]}[]}
 */
export const placed = (text) => {
  return [...text.matchAll(WRITTEN)].flatMap(({0: word, index}) => {
    if (!IS_UNSPACED.test(word)) return [{at: index, end: index + word.length, terms: [...terms(folded(word)).keys()]}];
    return [...word].map((_, place, letters) => {
      const at = index + letters.slice(0, place).join("").length;
      const pair = letters.slice(place, place + 2).join("");
      return {at, end: at + pair.length, terms: [pair]};
    });
  });
};
