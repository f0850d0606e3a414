// What Material keeps for a reader, in the browser: by the address of the site, since others may lie on the same host.
// Its other scripts call these four by their names. It has them in each page, whose policy lets no such script run.
(() => {
  const {scope = "."} = document.currentScript?.dataset ?? {};
  const site = new URL(scope, location.href);
  Object.assign(globalThis, {
    __md_scope: site,
    /** @param {string} text it names the announcement that a reader has closed, so it stays as it is */
    __md_hash: (text) => [...text].reduce((sum, letter) => (sum << 5) - sum + letter.charCodeAt(0), 0),
    __md_get: (/** @type {string} */ name, storage = localStorage, of = site) =>
      JSON.parse(storage.getItem(`${of.pathname}.${name}`) ?? "null"),
    __md_set: (/** @type {string} */ name, /** @type {unknown} */ value, storage = localStorage, of = site) => {
      try {
        storage.setItem(`${of.pathname}.${name}`, JSON.stringify(value));
      } catch {
        // A browser that keeps nothing.
      }
    },
  });
})();
