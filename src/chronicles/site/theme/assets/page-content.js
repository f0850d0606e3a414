// What a page does for its text: Copy on code, tables that scroll, tabs, and what is folded and has to be seen.
// It comes with page-frame.js.
(() => {
  /** @typedef {{features?: string[], translations?: Record<string, string>}} Said */
  /** @type {Said} */
  const said = JSON.parse(document.getElementById("__config")?.textContent || "{}");
  const has = (/** @type {string} */ feature) => Boolean(said.features?.includes(feature));

  // What has been done, in a line below, to be read and to be heard.
  const dialog = document.querySelector(".md-dialog");
  const line = dialog?.querySelector(".md-dialog__inner");
  line?.setAttribute("role", "status");
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let end;
  globalThis.chroniclesSay = (text) => {
    if (line) line.textContent = text;
    dialog?.classList.add("md-dialog--active");
    clearTimeout(end);
    end = setTimeout(() => dialog?.classList.remove("md-dialog--active"), 2000);
  };

  // Code that is wider than the page is reached by keys.
  const widths = new ResizeObserver((entries) => {
    const wide = entries.map(({target}) => target.scrollWidth > target.clientWidth);
    entries.forEach(({target}, at) =>
      wide[at] ? target.setAttribute("tabindex", "0") : target.removeAttribute("tabindex"),
    );
  });
  let codes = 0;
  const copyButton = (/** @type {Element} */ pre) => {
    const nav = document.createElement("div");
    const button = nav.appendChild(document.createElement("button"));
    const name = said.translations?.["clipboard.copy"] ?? "Copy to clipboard";
    nav.className = "md-code__nav";
    button.className = "md-code__button";
    button.type = "button";
    button.title = name;
    button.dataset.clipboardTarget = `#${CSS.escape(pre.id)} > code`;
    button.dataset.mdType = "copy";
    return nav;
  };
  const readCode = (/** @type {Element} */ code) => {
    const pre = /** @type {Element} */ (code.parentElement);
    if (!pre.id) pre.id = `__code_${codes++}`;
    if (code.closest(".copy") || (has("content.code.copy") && !code.closest(".no-copy"))) code.before(copyButton(pre));
    widths.observe(code);
  };

  const wrap = (/** @type {Element} */ table) => {
    const scroll = document.createElement("div");
    const inner = scroll.appendChild(document.createElement("div"));
    scroll.className = "md-typeset__scrollwrap";
    inner.className = "md-typeset__table";
    table.replaceWith(scroll);
    inner.append(table);
  };

  // Tabs: the mark below the open one; those of one name open together, where the site says so.
  /** @param {Element} set @returns {[HTMLInputElement, HTMLLabelElement][]} */
  const tabsOf = (set) =>
    [.../** @type {NodeListOf<HTMLInputElement>} */ (set.querySelectorAll(":scope > input"))].flatMap((input) => {
      const label = /** @type {HTMLLabelElement | undefined} */ (input.labels?.[0]);
      return label ? [[input, label]] : [];
    });
  const mark = (/** @type {Element} */ set) => {
    const row = set.querySelector(":scope > .tabbed-labels");
    const label = tabsOf(set).find(([input]) => input.checked)?.[1];
    if (!(row instanceof HTMLElement) || !label) return;
    row.style.setProperty("--md-indicator-x", `${label.offsetLeft}px`);
    row.style.setProperty("--md-indicator-width", `${label.offsetWidth}px`);
    if (label.offsetLeft < row.scrollLeft || label.offsetLeft + label.offsetWidth > row.scrollLeft + row.clientWidth)
      row.scrollLeft = label.offsetLeft - (row.clientWidth - label.offsetWidth) / 2;
  };
  const rows = new ResizeObserver((entries) =>
    entries.forEach(({target}) => mark(/** @type {Element} */ (target.parentElement))),
  );
  const openTogether = (/** @type {Element} */ set, /** @type {string} */ name) => {
    const before = set.getBoundingClientRect().top;
    for (const other of document.querySelectorAll(".tabbed-set")) {
      const same = other !== set && tabsOf(other).find(([, label]) => label.innerText.trim() === name);
      if (same) same[0].checked = true;
      mark(other);
    }
    scrollBy({top: set.getBoundingClientRect().top - before, behavior: "instant"});
    const known = __md_get("__tabs");
    __md_set("__tabs", [...new Set([name, ...(Array.isArray(known) ? known : [])])]);
  };
  document.addEventListener("change", ({target}) => {
    if (!(target instanceof HTMLInputElement) || !target.matches(".tabbed-set > input")) return;
    const set = /** @type {Element} */ (target.parentElement);
    mark(set);
    if (has("content.tabs.link")) openTogether(set, target.labels?.[0]?.innerText.trim() ?? "");
  });

  // Where an address leads is in sight, also in what is folded or behind another tab.
  const show = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    let isHidden = false;
    for (let part = target; part; part = part.parentElement) {
      if (part instanceof HTMLDetailsElement && !part.open) isHidden = part.open = true;
      const [input] = /** @type {[HTMLInputElement?]} */ (tabOf(part));
      if (input && !input.checked) isHidden = input.checked = true;
      if (input) mark(/** @type {Element} */ (input.parentElement));
    }
    if (isHidden) target?.scrollIntoView();
  };
  /** @param {Element} part the tab that it is behind, or that it is */
  const tabOf = (part) => {
    if (part.matches(".tabbed-set > input")) return [part];
    const set = part.matches(".tabbed-content > .tabbed-block") && part.closest(".tabbed-set");
    return set ? [tabsOf(set)[[...(part.parentElement?.children ?? [])].indexOf(part)]?.[0]] : [];
  };
  addEventListener("hashchange", show);
  /** @type {HTMLDetailsElement[]} */
  let folded = [];
  addEventListener("beforeprint", () => {
    folded = [.../** @type {NodeListOf<HTMLDetailsElement>} */ (document.querySelectorAll("details:not([open])"))];
    folded.forEach((part) => (part.open = true));
  });
  addEventListener("afterprint", () => folded.forEach((part) => (part.open = false)));

  // Looks at the page as it is now; `serve` changes it in place.
  const look = () => {
    document.querySelectorAll(".md-typeset pre:not(:has(> .md-code__nav)) > code").forEach(readCode);
    document.querySelectorAll(".md-typeset table:not([class], .md-typeset__table > *)").forEach(wrap);
    document.querySelectorAll(".tabbed-set > .tabbed-labels").forEach((row) => rows.observe(row));
  };
  document.addEventListener("chronicles:renewed", look);
  look();
  show();
})();
