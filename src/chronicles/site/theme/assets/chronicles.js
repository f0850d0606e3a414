// Material wraps each Copy button in a navigation landmark without a name. A button is no navigation:
// who moves from landmark to landmark should not have to pass every block of code.
const plain = () =>
  document.querySelectorAll("nav.md-code__nav:not([role])").forEach((nav) => nav.setAttribute("role", "none"));
new MutationObserver(plain).observe(document.documentElement, { childList: true, subtree: true });
plain();
