// Material wraps each Copy button, and the tags of each search result, in a navigation landmark without a name.
// They are no navigation: who moves from landmark to landmark should not have to pass every block of code.
const plain = () =>
  document
    .querySelectorAll(":is(nav.md-code__nav, .md-search-result nav):not([role])")
    .forEach((nav) => nav.setAttribute("role", "none"));
new MutationObserver(plain).observe(document.documentElement, { childList: true, subtree: true });
plain();
