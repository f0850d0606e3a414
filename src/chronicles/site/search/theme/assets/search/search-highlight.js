// Marks in a page the words that it was found by, which the address has behind `h=`.

import {marked, shown} from "./search-excerpt.js";
import {folded, names, terms} from "./search-terms.js";

/**
 * @param {Element} article
 * @param {string} asked
 */
const highlight = (article, asked) => {
  const all = names(folded(asked)).flatMap((name) => [...terms(name)]);
  const words = new Set(all.filter(([, isPart]) => !isPart).map(([term]) => term));
  const walker = document.createTreeWalker(article, NodeFilter.SHOW_TEXT);
  const texts = [];
  while (walker.nextNode()) texts.push(/** @type {Text} */ (walker.currentNode));
  for (const text of texts) {
    if (text.parentElement?.closest("script, style, textarea, iframe, .headerlink, svg")) continue;
    const pieces = marked(text.data, words);
    if (pieces.some(({isMarked}) => isMarked)) text.replaceWith(...pieces.map(shown));
  }
};

const query = new URLSearchParams(location.search).get("h");
const content = document.querySelector(".md-content");
if (query && content) highlight(content, query);
