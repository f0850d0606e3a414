// Scripts of the demo that are not needed before the reader asks for them.

import {DemoError} from "../engine/demo-error.js";

/**
 * @template Module
 * @param {() => Promise<Module>} load an `import(…)`
 * @returns {Promise<Module>}
 * @throws {DemoError} which says what kept the script away
 */
export async function lazyImport(load) {
  try {
    return await load();
  } catch (error) {
    throw new DemoError(navigator.onLine ? "missing" : "network", DemoError.from(error).message);
  }
}
