// A promise that is settled from outside.

/**
 * @template Value
 * @typedef {{promise: Promise<Value>, resolve: (value: Value) => void, reject: (reason?: unknown) => void}} Deferred
 */

/**
 * As `Promise.withResolvers`, which not every browser has. That it is rejected need not be heard.
 * @template Value
 * @returns {Deferred<Value>}
 */
export function deferred() {
  /** @type {(value: Value) => void} */
  let resolve = () => {};
  /** @type {(reason?: unknown) => void} */
  let reject = () => {};
  /** @type {Promise<Value>} */
  const promise = new Promise((...settle) => ([resolve, reject] = settle));
  promise.catch(() => {});
  return {promise, resolve, reject};
}
