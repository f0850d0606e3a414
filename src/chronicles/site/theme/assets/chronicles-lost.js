// Where the site lies, for a page that is served at every address: `site_url` may be wrong, or none. And what may have
// been meant by the address that was asked for.
(() => {
  const MARK = "assets/chronicles.css"; // that every site of ours has
  const MOST = 20; // folders of an address that are asked
  const LONGEST = 200; // characters of an address that are looked at
  const LIKE = 0.5; // of what two names consist of, that they have to share
  const SHOWN = 5;

  /** What `site_url` says, then the folders of the address, the nearest first.
   * @param {string} said
   * @param {string} path
   */
  const places = (said, path) => {
    const parts = path.split("/").slice(1, -1).slice(0, MOST);
    const above = parts.map((_, at) => `/${parts.slice(0, at + 1).join("/")}/`).reverse();
    return [...new Set([said, ...above, "/"])];
  };
  /** @param {string} path */
  const decoded = (path) => {
    try {
      return decodeURIComponent(path);
    } catch {
      return path; // somebody's typing error
    }
  };
  /** The words of an address, which a search may find.
   * @param {string} path
   */
  const words = (path) =>
    decoded(path)
      .slice(0, LONGEST)
      .replace(/\.html$/, "")
      .split(/[^\p{L}\p{N}]+/u)
      .filter(Boolean);

  /** The pairs of characters of a text.
   * @param {string} text
   */
  const pairs = (text) => {
    const all = [" ", ...text, " "];
    return new Set(all.slice(1).map((one, at) => all[at] + one));
  };
  /** How much two texts have in common, from 0 to 1: Dice's coefficient of their pairs.
   * @param {Set<string>} mine
   * @param {Set<string>} theirs
   */
  const likeness = (mine, theirs) =>
    (2 * [...mine].filter((pair) => theirs.has(pair)).length) / (mine.size + theirs.size);
  /** What an address is called: its last part, and all of it.
   * @param {string} path
   */
  const names = (path) => {
    const plain = path
      .toLowerCase()
      .replace(/(^|\/)index\.html$/, "$1")
      .replace(/\/$/, "");
    return [plain.split("/").at(-1) ?? "", plain].map((name) => words(name).join(" "));
  };
  /** The paths of pages that are like the one that was asked for, the likest first.
   * @param {string} asked
   * @param {string[]} known
   */
  const like = (asked, known) => {
    const [own, whole] = names(asked);
    if (!own) return [];
    const [mine, all] = [pairs(own), pairs(whole)];
    const found = known.map((path) => {
      const [name, theirs] = names(path);
      const near = name ? likeness(mine, pairs(name)) : 0;
      return {path, near, score: near + likeness(all, pairs(theirs)) / 2};
    });
    return found
      .filter(({near}) => near >= LIKE)
      .sort((one, other) => other.score - one.score || (one.path < other.path ? -1 : 1))
      .slice(0, SHOWN)
      .map(({path}) => path);
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
  /** The pages of the site, as seen from where it lies; the sitemap has them at its `site_url`.
   * @param {string} place
   * @param {string} said
   */
  const pagesOf = async (place, said) => {
    try {
      const answer = await fetch(`${place}sitemap.xml`);
      const list = new DOMParser().parseFromString(answer.ok ? await answer.text() : "", "text/xml");
      const paths = [...list.querySelectorAll("loc")].map((one) => new URL(one.textContent ?? "").pathname);
      return paths.filter((path) => path.startsWith(said)).map((path) => path.slice(said.length));
    } catch {
      return []; // without a list there is nothing to guess from
    }
  };
  /** Put links to the pages that may have been meant where the page has a place for them.
   * @param {string} place
   * @param {string[]} paths
   */
  const suggest = (place, paths) => {
    const list = document.querySelector("#meant ul");
    for (const path of paths) {
      const link = document.createElement("a");
      link.href = place + path;
      link.textContent = decoded(path);
      const item = document.createElement("li");
      item.append(link);
      list?.append(item);
    }
    document.getElementById("meant")?.toggleAttribute("hidden", !paths.length);
  };
  const find = async () => {
    const said = document.body.dataset.root ?? "/";
    for (const place of places(said, location.pathname)) {
      // One after the other: the first is right but for a wrong setting.
      if (await isSite(place)) {
        for (const link of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-path]")))
          link.setAttribute(link.localName === "form" ? "action" : "href", place + (link.dataset.path ?? ""));
        const path = location.pathname;
        const asked = path.startsWith(place) ? path.slice(place.length) : path.slice(1);
        suggest(place, like(asked, await pagesOf(place, said)));
        return;
      }
    }
  };
  const show = () => {
    const asked = document.getElementById("asked");
    if (asked) asked.textContent = decoded(location.pathname).slice(0, LONGEST);
    asked?.parentElement?.removeAttribute("hidden");
    const search = document.querySelector("input");
    const last = location.pathname.replace(/\/$/, "").split("/").at(-1) ?? "";
    if (search && !search.value) search.value = words(last).join(" ");
  };

  globalThis.chroniclesPlaces = places;
  globalThis.chroniclesLike = like;
  if (globalThis.document) {
    show();
    find();
  }
})();
