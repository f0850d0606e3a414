// The colors that a reader has chosen, before the page is drawn for the first time.
(() => {
  const color = __md_get("__palette")?.color;
  if (!color) return;
  const SYSTEM = "(prefers-color-scheme)";
  if (color.media === SYSTEM) {
    const wanted = matchMedia("(prefers-color-scheme: light)").matches ? "light" : "dark";
    const choice = document.querySelector(`[data-md-color-media="(prefers-color-scheme: ${wanted})"]`);
    for (const name of ["media", "scheme", "primary", "accent"])
      color[name] = choice?.getAttribute(`data-md-color-${name}`);
  }
  for (const [name, value] of Object.entries(color)) document.body.setAttribute(`data-md-color-${name}`, `${value}`);
})();
