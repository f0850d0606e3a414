// What readers type at the prompt of a demo's console, and what helps them beside Python's own words.

import assert from "node:assert/strict";
import {test} from "node:test";

import {explanation, readTyped} from "../../src/chronicles/live/browser/page/typed-input.js";

/** @type {[typed: string, read: {line: string} | {source: string}][]} */
const TYPED = [
  ["python manage.py check", {line: "manage.py check"}],
  ["$ python manage.py check", {line: "manage.py check"}],
  ["% python3 manage.py test polls", {line: "manage.py test polls"}],
  ["!py manage.py check", {line: "manage.py check"}],
  ["  ./manage.py migrate \n", {line: "manage.py migrate"}],
  ["manage.py makemigrations", {line: "manage.py makemigrations"}],
  ["python -m shop.cli", {line: "-m shop.cli"}],
  ["pip install requests", {line: "-m pip install requests"}],
  ["$ uv add requests", {line: "-m pip add requests"}],
  ["python = 3", {source: "python = 3"}],
  ["python -1", {source: "python -1"}],
  ["pip = 1", {source: "pip = 1"}],
  ["1 + 1", {source: "1 + 1"}],
  [">>> 1 + 1\n2\n>>> 3", {source: "1 + 1\n3"}],
  [">>> for n in range(2):\n...     print(n)\n...\n0\n1\n>>> 5", {source: "for n in range(2):\n    print(n)\n\n5"}],
  ["  >>> 1", {source: "1"}],
  ["x = '''\n>>> 1\n'''", {source: "x = '''\n>>> 1\n'''"}],
  ["python manage.py check\n1 + 1", {source: "python manage.py check\n1 + 1"}],
];

for (const [typed, read] of TYPED)
  test(`${JSON.stringify(typed)} is read as ${JSON.stringify(read)}`, () => assert.deepEqual(readTyped(typed), read));

const FAILED = {sql: [], failed: true, ended: false};
const TERMINAL =
  "This is Python's prompt, and no terminal: type Python here, or a command of the project such as “python manage.py check”.";
const PACKAGE = "The packages of a demo are those that the site has: none can be added.";

/** @type {[name: string, step: Parameters<typeof explanation>[0], why: string][]} */
const STEPS = [
  ["ls", {...FAILED, source: "ls", output: "NameError: name 'ls' is not defined\n"}, TERMINAL],
  ["cd", {...FAILED, source: "cd polls", output: "SyntaxError: invalid syntax\n"}, TERMINAL],
  ["a prompt", {...FAILED, source: "$ ls", output: "SyntaxError: invalid syntax\n"}, TERMINAL],
  ["a slip", {...FAILED, source: "lst", output: "NameError: name 'lst' is not defined\n"}, ""],
  ["a call", {...FAILED, source: "cat(1)", output: "TypeError: no\n"}, ""],
  [
    "a package",
    {...FAILED, source: "import requests", output: "ModuleNotFoundError: No module named 'requests'\n"},
    PACKAGE,
  ],
  [
    "one that is compiled",
    {...FAILED, source: "import x", output: "ModuleNotFoundError: No module named 'x': why\n"},
    "",
  ],
  ["a printed error", {...FAILED, failed: false, source: "print(e)", output: "NameError: name\n"}, ""],
  [
    "exit()",
    {...FAILED, failed: false, ended: true, source: "exit()", output: ""},
    "Python began anew here: the names of before are gone. The project and its data are as they were.",
  ],
];

for (const [name, step, why] of STEPS)
  test(`beside ${name} stands ${JSON.stringify(why)}`, () => assert.equal(explanation(step), why));
