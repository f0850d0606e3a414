// The name of a session: one a tab and state, so that two tabs never meet, and a reload finds its own.

const PATIENCE = 1500; // ms that the page before may need to let go of its name

const fresh = () =>
  Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) => byte.toString(16).padStart(2, "0")).join("");

/** @param {string} state */
const placeOf = (state) => `chronicles-live:${state}`;

/**
 * @param {string} state
 * @returns {Promise<string>} the tab's own name for its session of this state
 */
export async function claim(state) {
  const place = placeOf(state);
  const kept = remembered(place);
  // A tab that was duplicated has its original's name; the original holds the lock.
  const name = kept && (await hold(`${place}:${kept}`, PATIENCE)) ? kept : fresh();
  if (name !== kept) await hold(`${place}:${name}`, PATIENCE);
  try {
    sessionStorage.setItem(place, name);
  } catch {
    // Then a reload begins anew.
  }
  return name;
}

/**
 * @param {string} place
 * @returns {string | null} the name that this tab has used before
 */
function remembered(place) {
  try {
    return sessionStorage.getItem(place);
  } catch {
    return null;
  }
}

/**
 * @param {string} state
 * @returns {boolean} whether this tab has run it before
 */
export const hasBegun = (state) => Boolean(remembered(placeOf(state)));

/**
 * Take a lock until the page goes away.
 * @param {string} name
 * @param {number} patience milliseconds
 * @returns {Promise<boolean>} false where another page has it
 */
function hold(name, patience) {
  if (!navigator.locks) return Promise.resolve(true);
  return new Promise((done) => {
    const options = {signal: AbortSignal.timeout(patience)};
    navigator.locks
      .request(name, options, () => {
        done(true);
        return new Promise(() => {});
      })
      .catch(() => done(false));
  });
}
