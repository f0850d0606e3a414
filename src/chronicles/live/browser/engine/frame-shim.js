// Runs first in every page of the project: what a page at the root of a real server could take for
// granted. A classic script: it must be done before the page's own scripts begin.
(() => {
  const {script, cookies} = document.currentScript.dataset;
  document.currentScript.remove();

  // Scripts may read these (Django's own getCookie("csrftoken")); a service worker cannot set them.
  for (const {name, value, path} of JSON.parse(cookies))
    document.cookie = `${name}=${value}; SameSite=Lax; path=${script}${path}`;

  /** Return where an address that begins with `/` leads to: below the project's own root. */
  const below = (address) =>
    /^\/(?!\/)/.test(address) && !address.startsWith(`${script}/`) ? script + address : null;

  const mend = (element, name) => {
    const address = element && below(element.getAttribute(name) ?? "");
    if (address) element.setAttribute(name, address);
  };
  addEventListener("click", (event) => mend(event.target.closest?.("a[href]"), "href"), true);
  addEventListener("auxclick", (event) => mend(event.target.closest?.("a[href]"), "href"), true);
  addEventListener("submit", (event) => {
    mend(event.target, "action");
    mend(event.submitter, "formaction");
  }, true);

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
