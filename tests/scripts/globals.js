// What a script finds in a browser, put in its place for one test.

/**
 * @param {import("node:test").TestContext} test
 * @param {Record<string, unknown>} values by their names in `globalThis`
 */
export function withGlobals(test, values) {
  for (const [name, value] of Object.entries(values)) {
    const before = Object.getOwnPropertyDescriptor(globalThis, name);
    Object.defineProperty(globalThis, name, {value, configurable: true, writable: true});
    test.after(() => {
      Reflect.deleteProperty(globalThis, name);
      if (before) Object.defineProperty(globalThis, name, before);
    });
  }
}
