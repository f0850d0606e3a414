// Material wraps each Copy button, and the tags of each search result, in a navigation landmark without a name.
// They are no navigation: who moves from landmark to landmark should not have to pass every block of code.
const plain = () =>
  document
    .querySelectorAll(":is(nav.md-code__nav, .md-search-result nav):not([role])")
    .forEach((nav) => nav.setAttribute("role", "none"));
// A table that is wider than the page scrolls: with the keys of a keyboard, too.
const reachable = () =>
  document.querySelectorAll(".md-typeset__scrollwrap:not([tabindex])").forEach((wrap) => {
    if (wrap.scrollWidth > wrap.clientWidth) wrap.setAttribute("tabindex", "0");
  });
new MutationObserver(reachable).observe(document.documentElement, {childList: true, subtree: true});
new MutationObserver(plain).observe(document.documentElement, {childList: true, subtree: true});
plain();

// Material takes every alternative page for one in another language, and asks for a sitemap beside it. A feed is none.
document
  .querySelectorAll("link[rel=alternate]:not([hreflang])")
  .forEach((link) => link.setAttribute("rel", "alternate feed"));

/** @type {NonNullable<typeof globalThis.chroniclesInLanguage>} */
const inLanguage = globalThis.chroniclesInLanguage ?? ((_key, english) => english);

// Copy beside a difference gives the new text, byte for byte: the old lines stand in <del>, the signs in the styles.
/** @param {string} text */
const write = (text) => {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  // Without HTTPS there is only the old way.
  /** @param {ClipboardEvent} event */
  const answer = (event) => {
    event.clipboardData?.setData("text/plain", text);
    event.preventDefault();
  };
  document.addEventListener("copy", answer, {once: true});
  return document.execCommand("copy") ? Promise.resolve() : Promise.reject();
};
/** @param {Element | DocumentFragment} part a copy of what is shown */
const newText = (part) => {
  part.querySelectorAll("del").forEach((old) => old.remove());
  return part.textContent ?? "";
};
// How the lines of a block end in its file: a letter for each, or one for all (src/chronicles/disk/line_ends.py).
const ENDS = /** @type {Record<string, string>} */ ({n: "\n", w: "\r\n", r: "\r", 0: ""});
/**
 * @param {string} text with LF behind each line
 * @param {string} ends
 */
const withEnds = (text, ends) => {
  const mark = ends.startsWith("b") ? "\ufeff" : "";
  const letters = ends.slice(mark.length) || "n";
  const lines = text.replace(/\n$/, "").split("\n");
  return mark + lines.map((line, at) => line + ENDS[letters.length > 1 ? (letters[at] ?? "n") : letters]).join("");
};
// Material copies what a block looks like, without the white space at its end. A reader wants what the file holds; only
// of a transcript, what is typed.
document.addEventListener(
  "click",
  async (event) => {
    const button = event.target instanceof Element && event.target.closest("button[data-clipboard-target]");
    const code = button && document.querySelector(button.getAttribute("data-clipboard-target") ?? "");
    if (!code || code.querySelector(".md-annotation")) return;
    event.stopImmediatePropagation();
    const block = code.closest("[data-from], .chronicles-source");
    const ends = /** @type {HTMLElement | null} */ (code.closest("[data-ends]"))?.dataset.ends ?? "";
    const text = code.textContent ?? "";
    const said = code.closest("[data-copy]")?.getAttribute("data-copy");
    await write(said ?? (block ? withEnds(text, ends) : text.replace(/\n$/, "")));
    const {translations} = JSON.parse(document.getElementById("__config")?.textContent ?? "{}");
    const told = translations?.["clipboard.copied"] ?? "Copied to clipboard";
    if (globalThis.chroniclesSay) globalThis.chroniclesSay(told);
    else Reflect.get(window, "alert$")?.next(told);
  },
  {capture: true},
);
document.addEventListener("click", async (event) => {
  const button = event.target instanceof Element && event.target.closest(".chronicles-copy");
  const code = button && button.closest(".chronicles-code")?.querySelector("pre > code");
  if (!code) return;
  const said = await write(newText(/** @type {Element} */ (code.cloneNode(true)))).then(
    () => inLanguage("copied", "Copied"),
    () => inLanguage("not_copied", "Not copied"),
  );
  const before = button.textContent;
  if (before === said) return;
  button.textContent = said;
  setTimeout(() => (button.textContent = before), 2000);
});
// So does a selection, which else would lose the newline at its end.
document.addEventListener("copy", (event) => {
  const selection = document.getSelection();
  if (!selection?.rangeCount) return;
  const range = selection.getRangeAt(0);
  const within = range.commonAncestorContainer;
  const element = within instanceof Element ? within : within.parentElement;
  if (range.collapsed || !element?.closest(".chronicles-code > pre")) return;
  event.clipboardData?.setData("text/plain", newText(range.cloneContents()));
  event.preventDefault();
});

// What only the reader's clock knows: how long ago the newest entry was. The page itself is the same on every day.
const ago = /** @type {HTMLElement | null} */ (document.querySelector(".chronicles-since"));
const asOf = /** @type {HTMLTimeElement | null} */ (document.querySelector("time[data-as-of]"));
if (ago && asOf) {
  const days = Math.floor((Date.now() - Date.parse(asOf.dateTime)) / 86400000);
  if (days > 0) {
    const english = `On your calendar that was ${days} ${days === 1 ? "day" : "days"} ago.`;
    ago.textContent = inLanguage("ago", english, {count: days});
    ago.hidden = false;
  }
}

// Where the map of a year is wider than the page, its end is what counts.
document.querySelectorAll(".chronicles-year > div").forEach((map) => (map.scrollLeft = map.scrollWidth));

// What is new since a day, or since the last visit, which only this browser knows.
const choice = /** @type {HTMLElement | null} */ (document.querySelector(".chronicles-since-choice"));
const field = choice?.querySelector("input");
if (choice && field) {
  const VISITS = "chronicles-visits"; // the day of the visit before today's, and of today's
  const now = new Date();
  const today = [now.getFullYear(), now.getMonth() + 1, now.getDate()]
    .map((part) => String(part).padStart(2, "0"))
    .join("-");
  /** @type {{before?: string, last?: string}} */
  let visits = {};
  try {
    visits = JSON.parse(localStorage.getItem(VISITS) ?? "{}") ?? {};
    if (visits.last !== today) visits = {before: visits.last, last: today};
    localStorage.setItem(VISITS, JSON.stringify(visits));
  } catch {
    // A browser that keeps nothing still shows everything.
  }
  /** @type {NodeListOf<HTMLElement>} */
  const items = document.querySelectorAll(".chronicles-review li[data-day]");
  const told = document.querySelector(".chronicles-since-said");
  /** @param {string} since a day, or nothing for all */
  const show = (since) => {
    items.forEach((item) => (item.hidden = Boolean(since) && (item.dataset.day ?? "") < since));
    const left = [...items].filter((item) => !item.hidden).length;
    const english = `${left || "Nothing"} new since ${since}.`;
    const said = inLanguage(left ? "since" : "since_nothing", english, {count: left, day: since});
    if (told) told.textContent = since ? said : "";
    field.value = since;
  };
  const {before = ""} = visits;
  const last = /** @type {HTMLButtonElement | null} */ (choice.querySelector("[data-visit]"));
  if (last) last.disabled = !/^\d{4}-\d\d-\d\d$/.test(before);
  last?.addEventListener("click", () => show(before));
  choice.querySelector("[data-all]")?.addEventListener("click", () => show(""));
  field.addEventListener("change", () => show(field.value));
  choice.hidden = false;
  const asked = new URLSearchParams(location.search).get("since") ?? "";
  if (/^\d{4}-\d\d-\d\d$/.test(asked)) show(asked);
}
