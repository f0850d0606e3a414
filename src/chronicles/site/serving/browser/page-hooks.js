// Lets the scripts of the page look at what is new in it, and keeps its reader where they were.

/** What Material or our script has put into the page; they do so again when they are told of a new page. */
const ADDED = ".md-code__nav, .tabbed-control";
const WRAPS = ".md-typeset__scrollwrap";

/** Tell Material, and all who have subscribed to its pages, of what is new; and our scripts in its place. */
export const announce = () => {
  document.querySelectorAll(ADDED).forEach((added) => added.remove());
  document.querySelectorAll(WRAPS).forEach((wrap) => {
    const table = wrap.querySelector("table");
    if (table) wrap.replaceWith(table);
  });
  Reflect.get(window, "document$")?.next(document);
  document.dispatchEvent(new CustomEvent("chronicles:renewed"));
  globalThis.chroniclesTicks?.();
};

/** Keep what the reader looks at where it is while `change` changes the page, and the focus as well.
 * @param {() => void} change
 */
export const inPlace = (change) => {
  const focused = /** @type {HTMLElement | null} */ (document.activeElement);
  const seen = inView();
  const [x, y] = [window.scrollX, window.scrollY];
  change();
  if (focused?.isConnected && focused !== document.activeElement) focused.focus({preventScroll: true});
  const kept = seen.find(([element]) => element.isConnected);
  const moved = kept ? kept[0].getBoundingClientRect().top - kept[1] : 0;
  window.scrollTo({left: x, top: kept ? window.scrollY + moved : y, behavior: "instant"});
};

/** @returns {[Element, number][]} what is in view, from the top down, each with where it is */
const inView = () => {
  const parts = document.querySelectorAll(
    ":is(article, main) :is(h1, h2, h3, h4, h5, h6, p, pre, li, table, live-demo)",
  );
  /** @type {[Element, number][]} */
  const places = [...parts].map((part) => [part, part.getBoundingClientRect().top]);
  return window.scrollY ? places.filter(([, top]) => top >= 0 && top < window.innerHeight) : [];
};

/** Load the styles anew, each in the place of the one before once it is there. */
export const renewStyles = (/** @type {number} */ number) => {
  document.querySelectorAll("link[rel=stylesheet][href]").forEach((old) => {
    const address = new URL(old.getAttribute("href") ?? "", location.href);
    if (address.origin !== location.origin) return;
    const fresh = /** @type {HTMLLinkElement} */ (old.cloneNode());
    address.searchParams.set("build", String(number));
    fresh.href = address.href;
    fresh.addEventListener("load", () => old.remove());
    old.after(fresh);
  });
};

/** Load the pictures anew. */
export const renewPictures = (/** @type {number} */ number) => {
  for (const picture of document.images) {
    const address = new URL(picture.src, location.href);
    if (address.origin !== location.origin) continue;
    address.searchParams.set("build", String(number));
    picture.src = address.href;
  }
};
