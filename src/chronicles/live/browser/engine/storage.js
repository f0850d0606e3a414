// What a reader made in a demo, kept in this browser from one visit of the page to the next.

const STORE = "sessions";
const DAYS = 14;

/** @typedef {{files: [string, Uint8Array][], gone: string[], jar: object[], build: string, at: number}} Saved */

/** @returns {Promise<IDBDatabase>} */
function database() {
  return new Promise((done, failed) => {
    const request = indexedDB.open("chronicles-live", 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE);
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error);
  });
}

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

/** @returns {Promise<?Saved>} what was kept under `key`, if it is of this very build */
export async function load(key, build) {
  const found = await work("readonly", (store) => store.get(key)).catch(() => null);
  return found?.build === build ? found : null;
}

/** Keep `saved` under `key`; rejects where the browser has no room or forbids it. */
export const save = (key, saved) => work("readwrite", (store) => store.put(saved, key));

export const forget = (key) => work("readwrite", (store) => store.delete(key)).catch(() => {});

/** Forget what nobody came back for. */
export async function tidy() {
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
