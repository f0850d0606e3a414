// Runs first in every page of the project: what a page at the root of a real server could take for
// granted. A classic script: it must be done before the page's own scripts begin.
(() => {
  const own = /** @type {HTMLScriptElement} */ (document.currentScript);
  const {script = "", cookies = "[]"} = own.dataset;
  own.remove();

  // Scripts may read these (Django's own getCookie("csrftoken")); a service worker cannot set them.
  for (const {name, value, path} of JSON.parse(cookies))
    document.cookie = `${name}=${value}; SameSite=Lax; path=${script}${path}`;

  /**
   * @param {string} address
   * @returns {string | null} where one that begins with `/` leads to: below the project's own root
   */
  const below = (address) => (/^\/(?!\/)/.test(address) && !address.startsWith(`${script}/`) ? script + address : null);

  /**
   * Let an attribute lead there.
   * @param {Element | null | undefined} element
   * @param {string} name
   */
  const rebase = (element, name) => {
    const address = element && below(element.getAttribute(name) ?? "");
    if (address) element.setAttribute(name, address);
  };
  /** @param {Event} event */
  const rebaseLink = ({target}) => target instanceof Element && rebase(target.closest("a[href]"), "href");
  addEventListener("click", rebaseLink, true);
  addEventListener("auxclick", rebaseLink, true);
  addEventListener(
    "submit",
    ({target, submitter}) => {
      if (target instanceof Element) rebase(target, "action");
      rebase(submitter, "formaction");
    },
    true,
  );

  const {open} = window;
  window.open = (address, ...rest) => open.call(window, below(String(address ?? "")) ?? address, ...rest);

  // `location.href = "/…"` leaves no other trace than this event, in the browsers that have it.
  window.navigation?.addEventListener("navigate", (event) => {
    const to = new URL(event.destination.url);
    if (to.origin !== location.origin || !event.cancelable || event.downloadRequest !== null) return;
    const address = below(to.pathname);
    if (!address || event.formData) return;
    event.preventDefault();
    location.assign(address + to.search + to.hash);
  });
})();
