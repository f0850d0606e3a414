// Fetches the search when somebody wants to search, and nothing of it before.
{
  const input = /** @type {HTMLInputElement | null} */ (document.querySelector(".chronicles-search input"));
  const script = /** @type {HTMLScriptElement} */ (document.currentScript);
  const load = (/** @type {string} */ name) => import(new URL(`search/${name}.js`, script.src).href);
  /** @type {Promise<unknown> | undefined} */
  let box;
  /** @param {FocusEvent} [event] */
  const start = (event) => {
    if (input)
      box ??= load("search-box").then(
        (one) => one.start(input, event?.relatedTarget),
        () => (box = undefined),
      );
  };
  const toggle = /** @type {HTMLInputElement | null} */ (document.getElementById("__search"));
  input?.addEventListener("focus", start);
  toggle?.addEventListener("change", () => toggle.checked && input?.focus());
  document.addEventListener("keydown", (event) => {
    const at = /** @type {HTMLElement} */ (event.target);
    const isTyping = at.isContentEditable || at.matches("textarea, select, input:not([type=radio], [type=checkbox])");
    if (!["/", "f", "s"].includes(event.key) || event.ctrlKey || event.metaKey || event.altKey || isTyping) return;
    event.preventDefault();
    input?.focus();
  });
  const asked = new URLSearchParams(location.search);
  if (input && asked.get("q")) {
    input.value = asked.get("q") ?? "";
    input.focus();
    start();
  }
  if (asked.get("h") && document.querySelector(".chronicles-search[data-highlight]")) void load("search-highlight");
}
