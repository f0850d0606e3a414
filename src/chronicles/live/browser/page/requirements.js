// What a browser, and the address of a page, must have before a demo can run.

/** @returns {string | null} what is missing for sure, as the kind of a `DemoError` */
export function missingRequirement() {
  if (location.protocol === "file:") return "file";
  if (!window.isSecureContext) return "insecure";
  if (typeof WebAssembly !== "object") return "webassembly";
  if (typeof DecompressionStream !== "function" || typeof Worker !== "function") return "old";
  return null;
}
