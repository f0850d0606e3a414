// The tabs that are open when a page comes: those that the reader opened elsewhere, where tabs of one name go together,
// and the one that the address names.
(() => {
  const box = (/** @type {string} */ id) => /** @type {HTMLInputElement | null} */ (document.getElementById(id));
  const names = "linked" in (document.currentScript?.dataset ?? {}) && __md_get("__tabs");
  if (Array.isArray(names))
    for (const set of document.querySelectorAll(".tabbed-set")) {
      const labels = [...(set.querySelector(".tabbed-labels")?.getElementsByTagName("label") ?? [])];
      // The name that was chosen last comes first.
      const known = names.map((name) => labels.find((label) => label.innerText.trim() === name));
      const input = box(known.find(Boolean)?.htmlFor ?? "");
      if (input) input.checked = true;
    }
  const target = box(location.hash.slice(1));
  if (target?.name?.startsWith("__tabbed_")) target.checked = true;
})();
