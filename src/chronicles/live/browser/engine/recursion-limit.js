// Python notices a recursion that is too deep by how much of its own stack is in use. In a browser the one of
// the scripts is full long before, and that is the end of the whole interpreter (pyodide/pyodide#5959). So Python
// is told that its stack is as much smaller.

/** @import {Module} from "../types/pyodide.js" */

// Measured: an interpreter that dies after 115 kB of Python's stack has room for 13,700 small functions.
const BYTES_A_CALL = 7;
const LEAST = 42_000; // Django starts with 34,000; where that does not fit, nothing would
const RESERVED = 16_384; // what Python itself keeps free of what it is given, for the way back

/**
 * Let a recursion that is too deep be a `RecursionError`, which the project can catch.
 * @param {{_module: Module}} python
 */
export function limitRecursion({_module: engine}) {
  const size = Math.max(BYTES_A_CALL * callDepth(), LEAST) + RESERVED;
  const start = engine._emscripten_stack_get_base() - size;
  engine._PyUnstable_ThreadState_SetStackProtection(engine._PyThreadState_Get(), start, size);
}

/** @returns {number} how many calls of a small function fit into the stack of scripts */
function callDepth() {
  let depth = 0;
  const call = () => {
    depth += 1;
    call();
  };
  try {
    call();
  } catch {
    return depth;
  }
  return depth;
}
