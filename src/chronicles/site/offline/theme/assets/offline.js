// Lets the browser keep what its reader reads, and says of a page that was kept that it is a copy.
{
  const script = /** @type {HTMLScriptElement} */ (document.currentScript);
  const line = /** @type {HTMLElement | null} */ (document.querySelector(".chronicles-kept"));
  const container = navigator.serviceWorker; // none without HTTPS
  const kept = /** @type {HTMLMetaElement | null} */ (document.querySelector("meta[name=chronicles-kept]"))?.content;
  const date = kept && new Intl.DateTimeFormat(document.documentElement.lang, {dateStyle: "long", timeStyle: "short"});

  const show = (/** @type {string | undefined} */ words) => {
    if (!line || !words) return;
    line.querySelector("span")?.replaceChildren(words.replace("{}", date ? date.format(new Date(kept)) : ""));
    line.removeAttribute("hidden");
  };
  /** What this page has loaded before it had a worker, which has not seen it. */
  const loaded = () => {
    const files = performance.getEntriesByType("resource").map(({name}) => name);
    return [location.href.replace(/[?#].*/s, ""), ...files];
  };
  const begin = async () => {
    const isFirst = !container.controller;
    await container.register(new URL("../offline-worker.js", script.src));
    const {active} = await container.ready;
    // Whoever saves data gets nothing that is fetched again.
    const saves = /** @type {{connection?: {saveData?: boolean}}} */ (navigator).connection?.saveData;
    if (isFirst && !saves) active?.postMessage({type: "chronicles:keep", urls: loaded()});
  };

  if (container) {
    if (kept) show(line?.dataset.kept);
    container.addEventListener("message", ({data}) => data?.type === "chronicles:newer" && show(line?.dataset.newer));
    container.startMessages();
    addEventListener("load", () => begin().catch(() => {})); // a browser may refuse, and the page is whole without
  }
}
