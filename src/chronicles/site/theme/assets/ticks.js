// Which steps of the guides the reader has done: kept in this browser, sent nowhere. The manual, progress.md, has the format.
// It is loaded right behind what it fills, before anything below is there that could move. Instant navigation
// runs it again for each page.

/** @import {Kept, Read} from "../../types/theme.js" */

(() => {
  if (globalThis.chroniclesTicks) return globalThis.chroniclesTicks();

  const {exported, fault, following, guide, isDone, latest, merge, onward, parsed, read} =
    globalThis.chroniclesStepRecord;
  const own = /** @type {HTMLScriptElement} */ (document.currentScript);
  const SITE = new URL("..", own.src); // one host may have many sites
  const KEY = `chronicles-steps:1:${SITE.pathname}`;
  const ASIDE = `${KEY}:unreadable`;
  const BOXES = `chronicles-boxes:1:${SITE.pathname}`; // see step-boxes.js
  const MEGABYTE = 1024 * 1024;
  /** @type {NonNullable<typeof globalThis.chroniclesInLanguage>} */
  const inLanguage = globalThis.chroniclesInLanguage ?? ((_key, english) => english);
  const KEEPS_NOTHING = inLanguage(
    "keeps_nothing",
    "This browser keeps nothing for this site: its storage is blocked or full. Allow the site to store data, then tick again.",
  );
  const UNREADABLE = inLanguage(
    "unreadable",
    "What this browser kept of your steps cannot be read. The next tick puts it aside and begins anew.",
  );

  // --- What is kept ---

  /** @returns {Read | null} `null` where the browser keeps nothing */
  const recall = () => {
    try {
      return read(localStorage.getItem(KEY));
    } catch {
      return null;
    }
  };
  /**
   * Always of what is there now: another tab may have ticked since. What is not ours to know stays in.
   * @param {(value: Kept) => void} edit
   * @returns {boolean} whether the browser keeps it
   */
  const change = (edit) => {
    try {
      const text = localStorage.getItem(KEY);
      const {unreadable, ...value} = read(text);
      if (unreadable) localStorage.setItem(ASIDE, [localStorage.getItem(ASIDE), text].filter(Boolean).join("\n"));
      edit(value);
      localStorage.setItem(KEY, JSON.stringify(value));
      return true;
    } catch {
      return false;
    }
  };
  const today = () => {
    const now = new Date();
    return [now.getFullYear(), now.getMonth() + 1, now.getDate()]
      .map((part) => String(part).padStart(2, "0"))
      .join("-");
  };

  // --- What the pages show ---

  /** @param {string} selector @param {(element: HTMLElement) => void} fill */
  const each = (selector, fill) =>
    /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(selector)).forEach(fill);
  /** @param {HTMLElement} element */
  const listed = (element) => (element.dataset.steps ?? "").split(" ");
  /** @param {number} count @param {string} word */
  const number = (count, word) => `${count} ${word}${count === 1 ? "" : "s"}`;
  /** @param {Element} element @param {string} words */
  const say = (element, words) => {
    const status = element.querySelector("[role=status]");
    if (status) status.textContent = words;
  };

  /** @param {string} day @returns {string} it as the entries of the journal have it: 21 November 2026 */
  const inWords = (day) => {
    const {lang} = document.documentElement;
    return new Date(`${day}T00:00Z`).toLocaleDateString(lang === "en" ? "en-GB" : lang, {
      dateStyle: "long",
      numberingSystem: "latn",
      timeZone: "UTC",
    });
  };
  /** @param {string} name @param {string[]} names @param {Read | null} value */
  const standing = (name, names, value) => {
    if (value === null) return KEEPS_NOTHING;
    if (value.unreadable) return UNREADABLE;
    const count = names.filter((one) => isDone(value, one)).length;
    if (count === names.length) return inLanguage("all_done", "All steps of this guide are done.");
    const english = `${count} of ${number(names.length, "step")} of this guide done.`;
    const sum = inLanguage("done_of", english, {done: count, count: names.length});
    if (!isDone(value, name)) return sum;
    const day = inWords(value.done[name]);
    return inLanguage("done_on", `Done on ${day}. ${sum}`, {day, rest: sum});
  };
  /** @type {(value: Read | null) => (box: HTMLElement) => void} */
  const showStep = (value) => (box) => {
    const {step = ""} = box.dataset;
    box.querySelector("button")?.setAttribute("aria-pressed", String(value !== null && isDone(value, step)));
    say(box, standing(step, listed(box), value));
    box.hidden = false;
  };
  const SEEN = Object.entries({role: "img", "aria-label": inLanguage("done", "done")}); // what a mark has that is more than decoration
  /** @type {(value: Read | null) => (mark: HTMLElement) => void} */
  const showMark = (value) => (mark) => {
    const done = value !== null && isDone(value, mark.dataset.step ?? "");
    mark.toggleAttribute("data-done", done);
    for (const [name, word] of SEEN) {
      if (done) mark.setAttribute(name, word);
      else mark.removeAttribute(name);
    }
  };
  /** @type {(value: Read | null) => (place: HTMLElement) => void} */
  const showCount = (value) => (place) => {
    const names = listed(place);
    const count = value === null ? 0 : names.filter((name) => isDone(value, name)).length;
    const said = inLanguage("count", `${count} of ${names.length} done`, {done: count, total: names.length});
    place.textContent = value === null ? "" : said;
    if (place.hasAttribute("data-once")) place.hidden = count === 0; // where nothing needs saying of a guide not begun
  };
  /** @type {(value: Read | null) => (link: HTMLElement) => void} */
  const showNext = (value) => (link) => {
    if (!(link instanceof HTMLAnchorElement)) return;
    const name = value === null ? undefined : following(listed(link), value);
    const row =
      name && document.querySelector(`.chronicles-mark[data-step="${name}"]`)?.closest("td")?.querySelector("a");
    link.hidden = !row;
    if (!row) return;
    link.href = row.href;
    link.textContent = inLanguage("next", `Next: ${row.textContent}`, {title: row.textContent});
  };
  /** @type {(value: Read | null) => (box: HTMLElement) => void} */
  const showContinue = (value) => (box) => {
    const links = [...(box.querySelector("template")?.content.querySelectorAll("a") ?? [])];
    const names = links.map((link) => link.dataset.step ?? "");
    const here = value === null ? undefined : latest(names, value);
    const name = value && here && onward(names, value);
    box.hidden = !name;
    if (!name || !here) return;
    const goesOn = guide(name) === guide(here);
    const label = goesOn
      ? inLanguage("continue", "Continue where you left:")
      : inLanguage("begin_next", "Begin the next guide:");
    const link = links[names.indexOf(name)].cloneNode(true);
    box.querySelector("p")?.replaceChildren(label, " ", link);
  };
  /** @type {(value: Read | null) => (panel: HTMLElement) => void} */
  const showPanel = (value) => (panel) => {
    panel.hidden = false;
    say(panel, value === null ? KEEPS_NOTHING : value.unreadable ? UNREADABLE : "");
  };
  const show = () => {
    const value = recall();
    each(".chronicles-tick", showStep(value));
    each("span.chronicles-mark[data-step]", showMark(value));
    each("span[data-steps]", showCount(value));
    each("a[data-steps]", showNext(value));
    each(".chronicles-continue", showContinue(value));
    each(".chronicles-mine", showPanel(value));
  };
  // A page that was opened behind the others counts when it is looked at.
  const visit = () => {
    const name = /** @type {HTMLElement | null} */ (document.querySelector(".chronicles-tick"))?.dataset.step;
    if (!name) return;
    if (document.visibilityState !== "visible") {
      document.addEventListener("visibilitychange", visit, {once: true});
      return;
    }
    const value = recall();
    if (value && !value.unreadable && value.last !== name) change((now) => (now.last = name));
  };

  // --- What the reader does ---

  /** @param {Element} element @param {string} selector @returns {HTMLElement} what is around it, as in every page of ours */
  const around = (element, selector) => /** @type {HTMLElement} */ (element.closest(selector));

  /** @param {HTMLElement} button */
  const tick = (button) => {
    const box = around(button, ".chronicles-tick");
    const {step = ""} = box.dataset;
    const done = button.getAttribute("aria-pressed") !== "true";
    const could = change((value) => {
      if (done) value.done[step] = today();
      else delete value.done[step];
      value.last = step;
    });
    show();
    if (!could) say(box, KEEPS_NOTHING);
  };

  /** @param {HTMLElement} button */
  const download = (button) => {
    const panel = around(button, ".chronicles-mine");
    const done = exported(recall() ?? read(null));
    if (done.length === 0)
      return say(panel, inLanguage("export_nothing", "There is nothing to export yet: no step is ticked."));
    const text = JSON.stringify({site: SITE.href, version: 1, done: Object.fromEntries(done)}, null, 2);
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([`${text}\n`], {type: "application/json"}));
    link.download = "my-steps.json";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
    const english = `${number(done.length, "step")} exported as my-steps.json.`;
    say(panel, inLanguage("exported", english, {count: done.length}));
  };

  /** @param {Record<string, string>} done @param {HTMLElement} panel */
  const take = (done, panel) => {
    let added = 0;
    const could = change((value) => (added = merge(value, done)));
    show();
    const before = Object.keys(done).length - added;
    const english = `${number(added, "step")} imported, ${before} ${before === 1 ? "was" : "were"} here before.`;
    say(panel, could ? inLanguage("imported", english, {count: added, before}) : KEEPS_NOTHING);
  };
  /** @param {HTMLInputElement} input */
  const upload = async (input) => {
    const panel = around(input, ".chronicles-mine");
    const [chosen] = input.files ?? [];
    if (!chosen) return;
    const lists = /** @type {NodeListOf<HTMLElement>} */ (panel.querySelectorAll("span[data-steps]"));
    const names = [...lists].flatMap(listed);
    const text = chosen.size > MEGABYTE ? "" : await chosen.text().catch(() => "");
    input.value = ""; // the same file may be chosen again
    const file = parsed(text);
    const why = chosen.size > MEGABYTE ? inLanguage("too_large", "it is larger than a megabyte") : fault(file, names);
    if (!why) return take(/** @type {Kept} */ (file).done, panel);
    const english = `${chosen.name} was not imported: ${why}. Nothing was changed. Choose a file that Export wrote on this site.`;
    say(panel, inLanguage("not_imported", english, {name: chosen.name, why}));
  };

  /** @param {HTMLElement} button */
  const ask = (button) => {
    const panel = around(button, ".chronicles-mine");
    const dialog = panel.querySelector("dialog");
    const question = dialog?.querySelector("p");
    const value = recall() ?? read(null);
    const count = Object.keys(value.done).length;
    if (count === 0 && !value.last && !value.unreadable)
      return say(panel, inLanguage("forget_nothing", "There is nothing to forget."));
    if (!dialog || !question) return;
    const english = `Forget ${number(count, "ticked step")}, and where you left? If you may want them back, export them first.`;
    question.textContent = inLanguage("forget_ask", english, {count});
    dialog.showModal();
  };
  /** @param {HTMLElement} button */
  const forget = (button) => {
    const panel = around(button, ".chronicles-mine");
    button.closest("dialog")?.close();
    try {
      localStorage.removeItem(KEY);
      localStorage.removeItem(ASIDE);
      localStorage.removeItem(BOXES);
    } catch {
      return say(panel, KEEPS_NOTHING);
    }
    show();
    say(panel, inLanguage("forgotten", "All steps are forgotten."));
  };

  /** @type {Record<string, (button: HTMLElement) => void>} */
  const ACTIONS = {
    tick,
    export: download,
    import: (button) => around(button, ".chronicles-mine").querySelector("input")?.click(),
    ask,
    keep: (button) => button.closest("dialog")?.close(),
    forget,
  };
  document.addEventListener("click", (event) => {
    if (!(event.target instanceof Element)) return;
    const button = /** @type {HTMLElement | null} */ (event.target.closest("[data-ticks]"));
    if (button) ACTIONS[button.dataset.ticks ?? ""](button);
  });
  document.addEventListener("change", (event) => {
    const {target} = event;
    if (target instanceof HTMLInputElement && target.matches(".chronicles-mine input")) upload(target);
  });
  // Another tab ticked; `null` is a browser that forgot everything.
  addEventListener("storage", (event) => [KEY, null].includes(event.key) && show());
  const begin = () => {
    show();
    visit();
  };
  // A page that the browser had put by, as it was.
  addEventListener("pageshow", (event) => event.persisted && begin());
  document.addEventListener("DOMContentLoaded", show);
  globalThis.chroniclesTicks = begin;
  begin();
})();
