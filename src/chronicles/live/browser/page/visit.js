// Whether the reader has run something in this visit: on any page, in this tab.

const PLACE = "chronicles-live-visit";

/** Remember it from now on, once something runs. */
export function rememberRuns() {
  addEventListener(
    "live-running",
    () => {
      try {
        sessionStorage.setItem(PLACE, "ran");
      } catch {
        // Then each page starts its project when it is asked to.
      }
    },
    {once: true},
  );
}

/** @returns {boolean} */
export function hasRun() {
  try {
    return sessionStorage.getItem(PLACE) !== null;
  } catch {
    return false;
  }
}
