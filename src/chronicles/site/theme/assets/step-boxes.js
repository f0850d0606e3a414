// The boxes of a step's own list, "Done when": the reader ticks them, and with the last one the step. Kept in this
// browser, sent nowhere. Loaded behind ticks.js; instant navigation runs it again for each page.

(() => {
  if (globalThis.chroniclesBoxes) return globalThis.chroniclesBoxes();

  const own = /** @type {HTMLScriptElement} */ (document.currentScript);
  const KEY = `chronicles-boxes:1:${new URL("..", own.src).pathname}`;
  const LONGEST = 120; // characters that know a line again

  /** @param {Element} item */
  const words = (item) => (item.textContent ?? "").trim().replace(/\s+/g, " ").slice(0, LONGEST);

  /**
   * What is kept: the ticked lines of each step, by their words, which outlive a new order.
   * @returns {Record<string, string[]>} nothing where it cannot be read
   */
  const recall = () => {
    try {
      const value = JSON.parse(localStorage.getItem(KEY) ?? "{}");
      return typeof value === "object" && value !== null && !Array.isArray(value) ? value : {};
    } catch {
      return {};
    }
  };
  /** @param {string} step @param {string[]} lines */
  const keep = (step, lines) => {
    try {
      const kept = recall();
      if (lines.length === 0) delete kept[step];
      else kept[step] = lines;
      localStorage.setItem(KEY, JSON.stringify(kept));
    } catch {
      // A browser that keeps nothing: the tick of the step says so.
    }
  };

  /** @param {HTMLElement} item @param {boolean} isTicked */
  const open = (item, isTicked) => {
    const box = item.querySelector("input");
    const picture = item.querySelector(".task-list-indicator");
    if (!box || !picture) return [];
    box.hidden = box.disabled = false;
    box.checked = isTicked;
    box.setAttribute("aria-label", words(item));
    picture.removeAttribute("role");
    picture.removeAttribute("aria-label");
    return [box];
  };

  const begin = () => {
    const tick = /** @type {HTMLElement | null} */ (document.querySelector(".chronicles-tick"));
    const step = tick?.dataset.step;
    if (!tick || !step) return;
    const kept = recall()[step];
    const ticked = Array.isArray(kept) ? kept : [];
    const items = [
      .../** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".md-content .task-list-item")),
    ].filter((item) => item.querySelector("input:not(:checked):disabled"));
    const boxes = items.flatMap((item) => open(item, ticked.includes(words(item))));
    for (const box of boxes)
      box.addEventListener("change", () => {
        const lines = items.filter((item) => item.querySelector("input")?.checked).map(words);
        keep(step, lines);
        const button = tick.querySelector("button");
        if (lines.length === items.length && button?.getAttribute("aria-pressed") === "false") button.click();
      });
  };
  globalThis.chroniclesBoxes = begin;
  begin();
})();
