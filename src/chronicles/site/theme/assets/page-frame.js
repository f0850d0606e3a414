// What a page does around its text: its colors, the menu, the contents, the way back up. It is here in place of
// Material's script where a site uses no more of that (src/chronicles/site/material/page_script.py says when).
(() => {
  /** @template {Element} [E=HTMLElement] @param {string} selector @param {ParentNode} [within] */
  const all = (selector, within = document) => /** @type {E[]} */ ([...within.querySelectorAll(selector)]);
  const has = (/** @type {string} */ feature) => features.includes(feature);
  /** @type {{features: string[]}} */
  const {features} = JSON.parse(document.getElementById("__config")?.textContent || '{"features": []}');
  const header = document.querySelector(".md-header");
  document.documentElement.classList.replace("no-js", "js");

  // Colors: those of the system, until the reader picks some; each option has the button that leads to the next.
  const SYSTEM = "(prefers-color-scheme)";
  const isLight = matchMedia("(prefers-color-scheme: light)");
  /** @type {HTMLInputElement[]} */
  const options = all("[data-md-component=palette] > input");
  const color = document.head.appendChild(document.createElement("meta"));
  color.name = "theme-color";
  const kept = () => {
    try {
      return __md_get("__palette");
    } catch {
      return null; // a browser that keeps nothing
    }
  };
  const paint = (/** @type {HTMLInputElement} */ option) => {
    const media = option.dataset.mdColorMedia;
    const wanted = `(prefers-color-scheme: ${isLight.matches ? "light" : "dark"})`;
    const {dataset} = (media === SYSTEM && options.find((one) => one.dataset.mdColorMedia === wanted)) || option;
    const [scheme, primary, accent] = [dataset.mdColorScheme, dataset.mdColorPrimary, dataset.mdColorAccent];
    const values = {media, scheme, primary, accent};
    document.body.dataset.mdColorSwitching = "";
    for (const [name, value] of Object.entries(values)) document.body.setAttribute(`data-md-color-${name}`, `${value}`);
    for (const one of options) {
      const label = one.nextElementSibling;
      if (label instanceof HTMLLabelElement) label.hidden = one !== option;
    }
    if (header) color.content = getComputedStyle(header).backgroundColor;
    requestAnimationFrame(() => requestAnimationFrame(() => delete document.body.dataset.mdColorSwitching));
    return values;
  };
  const start = () => {
    const index = kept()?.index ?? options.findIndex((one) => matchMedia(one.dataset.mdColorMedia ?? "").matches);
    const option = options[index] ?? options[0];
    if (!option) return;
    option.checked = true;
    paint(option);
  };
  const pick = (/** @type {HTMLInputElement} */ option) => {
    __md_set("__palette", {index: options.indexOf(option), color: paint(option)});
  };
  isLight.addEventListener("change", start);
  start();

  // The menu: sections that open and close, a drawer where there is no room for it.
  const drawer = /** @type {HTMLInputElement | null} */ (document.getElementById("__drawer"));
  const search = /** @type {HTMLInputElement | null} */ (document.getElementById("__search"));
  const label = header?.querySelector('label[for="__drawer"]');
  const opener = label ? document.createElement("button") : null;
  if (label && opener) {
    // A label is a button to nobody who listens, and without scripts there is nothing but a label.
    opener.type = "button";
    opener.className = `${label.className} chronicles-opener`;
    opener.setAttribute("aria-label", document.querySelector(".md-nav--primary")?.getAttribute("aria-label") ?? "Menu");
    opener.append(...label.childNodes);
    opener.addEventListener("click", () => draw(!drawer?.checked));
    label.replaceWith(opener);
  }
  const draw = (isOpen = drawer?.checked ?? false) => {
    if (drawer) drawer.checked = isOpen;
    opener?.setAttribute("aria-expanded", `${isOpen}`);
  };
  const close = () => {
    draw(false);
    if (search) search.checked = false;
  };
  addEventListener("hashchange", close);
  addEventListener("pageshow", () => draw());
  for (const toggle of all(".md-toggle--indeterminate")) {
    const box = /** @type {HTMLInputElement} */ (toggle);
    box.indeterminate = true;
    box.checked = false;
  }
  document.addEventListener("change", ({target}) => {
    if (!(target instanceof HTMLInputElement)) return;
    if (target.name === "__palette") pick(target);
    else if (target === drawer) draw();
    else if (target.matches(".md-nav__toggle")) {
      target.classList.remove("md-toggle--indeterminate");
      target.parentElement?.querySelector(":scope > nav")?.setAttribute("aria-expanded", `${target.checked}`);
    }
  });
  document.addEventListener("click", ({target}) => {
    const link = target instanceof Element && target.closest('.md-sidebar--primary a[href^="#"], .md-top');
    if (!link) return;
    draw(false);
    if (link.matches(".md-top")) scrollTo({top: 0});
  });

  // Keys: what is a label here is a button to whoever has no mouse; pages before and after.
  const TURNS = /** @type {Record<string, string>} */ ({p: "prev", ",": "prev", n: "next", ".": "next"});
  document.addEventListener("keydown", (event) => {
    const at = /** @type {HTMLElement} */ (event.composedPath()[0]);
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || !(at instanceof HTMLElement))
      return;
    if (event.key === "Escape" && drawer?.checked) {
      draw(false);
      opener?.focus();
    } else if (at.matches("label[tabindex]") && (event.key === "Enter" || event.key === " ")) {
      event.preventDefault();
      at.click();
    } else if (at.matches("[name=__palette]") && event.key === "Enter") {
      const next = options[(options.findIndex((one) => one.checked) + 1) % options.length];
      next?.click();
      next?.focus();
    } else if (!at.isContentEditable && !at.matches("textarea, select, input:not([type=radio], [type=checkbox])")) {
      const to = document.querySelector(`link[rel=${TURNS[event.key] ?? "none"}]`);
      if (to instanceof HTMLLinkElement) location.assign(to.href);
    }
  });
  // Material's styles know the focus of keys by a class of this name.
  document.addEventListener("focusin", ({target}) => {
    if (target instanceof Element && target.matches(":focus-visible")) target.classList.add("focus-visible");
  });
  document.addEventListener("focusout", ({target}) => {
    if (target instanceof Element) target.classList.remove("focus-visible");
  });
  // A name that is cut is told whole.
  document.addEventListener("mouseover", ({target}) => {
    const name = target instanceof Element && /** @type {HTMLElement | null} */ (target.closest(".md-ellipsis"));
    if (name && name.scrollWidth > name.clientWidth) (name.closest("a") ?? name).title = name.innerText;
  });

  // The contents: where the reader is. The list scrolls along, but for what is in view.
  /** @type {{link: HTMLAnchorElement, heading: HTMLElement}[]} */
  let places = [];
  const top = /** @type {HTMLElement | null} */ (document.querySelector(".md-top"));
  const title = document.querySelector("[data-md-component=header-title]");
  const reveal = (/** @type {HTMLElement} */ link) => {
    const box = link.closest(".md-sidebar__scrollwrap");
    if (!box || !link.offsetHeight) return;
    const [at, frame] = [link.getBoundingClientRect(), box.getBoundingClientRect()];
    if (at.top < frame.top || at.bottom > frame.bottom) box.scrollTop += at.top - frame.top - frame.height / 2;
  };
  let [before, current] = [scrollY, ""];
  const follow = () => {
    const edge = header?.getBoundingClientRect().bottom ?? 0;
    const isEnd = scrollY > 0 && Math.ceil(scrollY + innerHeight) >= document.documentElement.scrollHeight;
    // What is folded is nowhere.
    const isPast = (/** @type {Element} */ part) => {
      const [box] = part.getClientRects();
      return box !== undefined && (isEnd || box.top < edge + 40);
    };
    const passed = places.filter(({heading}) => isPast(heading));
    const last = passed.at(-1)?.heading.id ?? "";
    for (const {link, heading} of places) {
      link.classList.toggle(
        "md-nav__link--passed",
        passed.some((one) => one.link === link),
      );
      link.classList.toggle("md-nav__link--active", heading.id === last);
      if (heading.id === last && last !== current && has("toc.follow")) reveal(link);
    }
    if (last !== current && has("navigation.tracking"))
      history.replaceState(history.state, "", last ? `#${last}` : "#");
    current = last;
    const name = document.querySelector(".md-content h1");
    title?.classList.toggle("md-header__title--active", Boolean(name && name.getBoundingClientRect().bottom < edge));
    if (top) {
      top.hidden = scrollY < 400 || (scrollY >= before && (top.hidden || scrollY > before));
      top.tabIndex = top.hidden ? -1 : 0;
    }
    before = scrollY;
  };
  let isAsked = false;
  const ask = () => {
    if (isAsked) return;
    isAsked = true;
    requestAnimationFrame(() => {
      isAsked = false;
      follow();
    });
  };
  addEventListener("scroll", ask, {passive: true});
  addEventListener("resize", ask, {passive: true});

  // Looks at the page as it is now; `serve` changes it in place.
  const look = () => {
    places = /** @type {HTMLAnchorElement[]} */ (all('.md-nav--secondary a.md-nav__link[href^="#"]')).flatMap(
      (link) => {
        const heading = document.getElementById(decodeURIComponent(link.hash.slice(1)));
        return heading ? [{link, heading}] : [];
      },
    );
    draw();
    ask();
  };
  document.addEventListener("chronicles:renewed", look);
  all(".md-sidebar--primary a.md-nav__link--active[href]").forEach(reveal);
  look();
})();
