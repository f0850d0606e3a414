// Runs pytest in Pyodide, in Node.js:  node language.mjs PYODIDE-FOLDER CHECKOUT SITE-PACKAGES WORD…
import {pathToFileURL} from "node:url";

const [pyodideFolder, checkout, packages, ...words] = process.argv.slice(2);
const {loadPyodide} = await import(pathToFileURL(`${pyodideFolder}/pyodide.mjs`).href);
// What is installed here is for another Python, and some of it no Python: no plugin is looked for.
const env = {HOME: "/", PYTEST_DISABLE_PLUGIN_AUTOLOAD: "1", PYTHONDONTWRITEBYTECODE: "1"};
const pyodide = await loadPyodide({indexURL: pyodideFolder, env});
pyodide.mountNodeFS("/checkout", checkout);
pyodide.mountNodeFS("/packages", packages);
pyodide.globals.set("words", pyodide.toPy(words));
const status = pyodide.runPython(`
import importlib, os, sys
os.chdir("/checkout")
sys.path[:0] = ["/checkout", "/checkout/src", "/packages"]
importlib.invalidate_caches()
import pytest
print("Python", sys.version.split()[0])
int(pytest.main(words))
`);
process.exit(status);
