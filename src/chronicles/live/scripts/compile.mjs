// Runs compile.py in Pyodide, in Node.js:  node compile.mjs PYODIDE-FOLDER COMPILE.PY FOLDER COUNT
import {readFileSync} from "node:fs";
import {pathToFileURL} from "node:url";

const [pyodideFolder, script, folder, count] = process.argv.slice(2);
const {loadPyodide} = await import(pathToFileURL(`${pyodideFolder}/pyodide.mjs`).href);
// The same order in every set: bytecode has sets in it.
const pyodide = await loadPyodide({indexURL: pyodideFolder, env: {PYTHONHASHSEED: "0", HOME: "/"}});
pyodide.mountNodeFS("/packs", folder);
pyodide.runPython(readFileSync(script, "utf8"));
pyodide.runPython(`main("/packs", ${Number(count)})`);
