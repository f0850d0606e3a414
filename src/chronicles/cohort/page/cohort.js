// What is new since the mentor's last visit, learner by learner. The days stay in this browser.
/** @type {HTMLElement} */
const page = document.body;
const KEY = `chronicles-cohort:1:${page.dataset.cohort}`;
const AS_OF = page.dataset.asOf ?? "";

/** @returns {Record<string, string>} the day of the last visit of each learner, by the place of the journal */
function visits() {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? "{}");
    return kept && typeof kept === "object" ? kept : {};
  } catch {
    return {};
  }
}

/** @param {Record<string, string>} days */
function keep(days) {
  try {
    localStorage.setItem(KEY, JSON.stringify(days));
  } catch {
    // A browser that keeps nothing shows all as new the next time.
  }
}

/** @param {HTMLElement} row */
function show(row) {
  const since = visits()[row.dataset.learner ?? ""];
  const items = /** @type {HTMLElement[]} */ ([...row.querySelectorAll("[data-day]")]);
  const fresh = items.filter((item) => !since || (item.dataset.day ?? "") > since);
  for (const item of items) item.classList.toggle("new", fresh.includes(item));
  const told = row.querySelector(".news");
  if (told) told.textContent = since ? `${fresh.length} since ${since}` : `${fresh.length}, not seen before`;
}

/** @param {HTMLElement[]} rows */
function seen(rows) {
  const days = visits();
  for (const {dataset} of rows) if (dataset.learner) days[dataset.learner] = AS_OF;
  keep(days);
  for (const row of rows) show(row);
}

const rows = /** @type {HTMLElement[]} */ ([...document.querySelectorAll("[data-learner]")]);
for (const row of rows) {
  show(row);
  row.querySelector(".seen")?.addEventListener("click", () => seen([row]));
}
const all = /** @type {HTMLElement | null} */ (document.querySelector(".all-seen"));
all?.addEventListener("click", () => seen(rows));
for (const button of document.querySelectorAll("button")) button.hidden = false;
