// What a block of the page prints, and what of it can run.

/**
 * @param {Element} block
 * @returns {string} the text that it shows, without what the theme adds to it
 */
export const printedIn = (block) => ((block.querySelector("code") ?? block).textContent ?? "").replace(/\n$/, "");

/**
 * @param {HTMLElement} block
 * @returns {string[]} what of it can run here, as the build has read it (`data-live-inputs`)
 */
export const inputsOf = (block) => JSON.parse(block.dataset.liveInputs ?? "[]");
