// What a reader made in a demo, kept in this browser from one visit of the page to the next.

const STORE = "sessions";
const DAYS = 14;

/**
 * What is kept of a session: the files that are not as they came, the names of those that are gone, the
 * cookies, the build of the demo that it is of, and when it was kept.
 * @typedef {object} Saved
 * @property {[name: string, data: Uint8Array][]} files
 * @property {string[]} gone
 * @property {object[]} jar
 * @property {string} build
 * @property {number} at
 */

/** @returns {Promise<IDBDatabase>} */
function database() {
  return new Promise((done, failed) => {
    const request = indexedDB.open("chronicles-live", 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE);
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error);
  });
}

/**
 * @template Found
 * @param {IDBTransactionMode} mode
 * @param {(store: IDBObjectStore) => IDBRequest<Found>} action
 * @returns {Promise<Found>}
 */
async function work(mode, action) {
  const opened = await database();
  try {
    return await new Promise((done, failed) => {
      const transaction = opened.transaction(STORE, mode);
      const request = action(transaction.objectStore(STORE));
      transaction.oncomplete = () => done(request.result);
      transaction.onabort = () => failed(transaction.error);
    });
  } finally {
    opened.close();
  }
}

/**
 * @param {string} key
 * @param {string} build
 * @returns {Promise<Saved | null>} what was kept under `key`, if it is of this very build
 */
export async function load(key, build) {
  const found = await work("readonly", (store) => store.get(key)).catch(() => null);
  return found?.build === build ? found : null;
}

/**
 * Keep `saved` under `key`; rejects where the browser has no room or forbids it.
 * @param {string} key
 * @param {Saved} saved
 */
export const save = (key, saved) => work("readwrite", (store) => store.put(saved, key));

/** @param {string} key */
export const remove = (key) => work("readwrite", (store) => store.delete(key)).catch(() => {});

/** Remove what nobody came back for. */
export async function removeExpired() {
  const oldest = Date.now() - DAYS * 24 * 60 * 60 * 1000;
  await work("readwrite", (store) => {
    const request = store.openCursor();
    request.onsuccess = () => {
      const cursor = request.result;
      if (cursor && cursor.value.at < oldest) cursor.delete();
      cursor?.continue();
    };
    return request;
  }).catch(() => {});
}
