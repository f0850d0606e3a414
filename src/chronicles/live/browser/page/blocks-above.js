// Which blocks of the page come before another one, in the order in which `check` has proven them.

import {inputsOf} from "./printed.js";

// These look at the project and leave it as it is, and the first takes long.
const LOOKS = /^(manage\.py (test|check|showmigrations|sqlmigrate|diffsettings|version|help)\b|-m (pytest|unittest)\b)/;

/**
 * @param {HTMLElement} block that runs something
 * @returns {string} its name in a session: the kind, its place among the blocks of the page, and the page
 */
export const blockKey = (block) =>
  `${block.dataset.liveRun} ${runnable(block.dataset.liveSrc).indexOf(block)} ${location.pathname}`;

/**
 * @param {HTMLElement} block that runs something
 * @returns {HTMLElement[]} the blocks above it that change something of the same project
 */
export function blocksAbove(block) {
  const all = runnable(block.dataset.liveSrc);
  return all.slice(0, all.indexOf(block)).filter((each) => !onlyLooks(each));
}

/** @param {string | undefined} source the manifest of a state */
function runnable(source) {
  const blocks = /** @type {HTMLElement[]} */ ([...document.querySelectorAll("[data-live-run]")]);
  return blocks.filter((each) => each.dataset.liveSrc === source && inputsOf(each).length);
}

/** @param {HTMLElement} block */
const onlyLooks = (block) => block.dataset.liveRun === "console" && inputsOf(block).every((line) => LOOKS.test(line));
