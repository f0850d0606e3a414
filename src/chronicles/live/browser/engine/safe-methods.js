// Requests that change nothing.

/** Those of RFC 9110, section 9.2.1; browsers send no TRACE. */
const SAFE = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * @param {string} method of a request
 * @returns {boolean} whether it changes nothing
 */
export const isSafe = (method) => SAFE.has(method);
