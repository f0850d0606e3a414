// The comments of giscus, once the reader asks for them. Before that, no other host hears of the reader.
(() => {
  /** @type {NonNullable<typeof globalThis.chroniclesInLanguage>} */
  const inLanguage = globalThis.chroniclesInLanguage ?? ((_key, english) => english);
  const HOST = "https://giscus.app";
  const PATIENCE = 20000; // until a host that says nothing counts as one that does not answer
  const comments = /** @type {HTMLElement | null} */ (document.querySelector(".chronicles-comments"));
  if (!comments || !comments.hidden) return;
  const [button, said, place] = /** @type {Iterable<HTMLElement>} */ (comments.children);
  const theme = () => (document.body.dataset.mdColorScheme === "slate" ? "dark" : "light");
  /** @type {HTMLScriptElement | undefined} */
  let script; // of the attempt that is under way
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let patience;

  const fail = () => {
    clearTimeout(patience);
    script?.remove();
    script = undefined;
    place.replaceChildren();
    button.removeAttribute("aria-disabled");
    said.textContent = inLanguage(
      "comments_failed",
      "The comments could not be loaded: there is no connection to giscus.app, or something blocks it. Press the button to try again.",
    );
  };
  const load = () => {
    if (script) return;
    // Not `disabled`, which would lose the place of who uses a keyboard.
    button.setAttribute("aria-disabled", "true");
    said.textContent = inLanguage("comments_loading", "Loading the comments from giscus.app …");
    script = document.createElement("script");
    for (const {name, value} of comments.attributes) if (name.startsWith("data-")) script.setAttribute(name, value);
    script.dataset.theme = theme();
    script.crossOrigin = "anonymous";
    script.async = true;
    script.onerror = fail;
    script.src = `${HOST}/client.js`;
    patience = setTimeout(fail, PATIENCE);
    comments.append(script);
  };
  const show = () => {
    clearTimeout(patience);
    const waited = document.activeElement === button;
    button.hidden = true;
    said.textContent = "";
    // Who has gone on meanwhile is not called back.
    if (waited) place.focus({preventScroll: true});
  };

  button.addEventListener("click", load);
  // It speaks to the page as soon as it has something to show.
  addEventListener("message", (event) => {
    if (event.origin === HOST && event.data?.giscus && script && !button.hidden) show();
  });
  new MutationObserver(() => {
    const frame = place.querySelector("iframe");
    frame?.contentWindow?.postMessage({giscus: {setConfig: {theme: theme()}}}, HOST);
  }).observe(document.body, {attributeFilter: ["data-md-color-scheme"]});
  comments.hidden = false;
})();
