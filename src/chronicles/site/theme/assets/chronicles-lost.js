// Where the site lies, for a page that is served at every address: `site_url` may be wrong, or none.
(() => {
  const MARK = "assets/chronicles.css"; // that every site of ours has
  const MOST = 20; // folders of an address that are asked

  /** What `site_url` says, then the folders of the address, the nearest first.
   * @param {string} said
   * @param {string} path
   */
  const places = (said, path) => {
    const parts = path.split("/").slice(1, -1).slice(0, MOST);
    const above = parts.map((_, at) => `/${parts.slice(0, at + 1).join("/")}/`).reverse();
    return [...new Set([said, ...above, "/"])];
  };
  /** @param {string} place */
  const isSite = async (place) => {
    try {
      const answer = await fetch(place + MARK, {method: "HEAD"});
      // Some hosts have a page for everything.
      return answer.ok && (answer.headers.get("content-type") ?? "").includes("css");
    } catch {
      return false;
    }
  };
  const find = async () => {
    for (const place of places(document.body.dataset.root ?? "/", location.pathname)) {
      // One after the other: the first is right but for a wrong setting.
      if (await isSite(place)) {
        for (const link of /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll("[data-path]")))
          link.href = place + (link.dataset.path ?? "");
        return;
      }
    }
  };

  globalThis.chroniclesPlaces = places;
  if (globalThis.document) find();
})();
