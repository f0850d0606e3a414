// What the scripts are held to besides their types; how they look is prettier's.

import js from "@eslint/js";
import {createNodeResolver, importX} from "eslint-plugin-import-x";
import globals from "globals";

const PAGE = "src/chronicles/live/browser/page/*.js";
const FRAME = "src/chronicles/live/browser/engine/frame-shim.js";
const THEME = "src/chronicles/site/theme/assets/*.js";
const SEARCH = "src/chronicles/site/search/theme/assets/search/*.js";
const SEARCH_START = "src/chronicles/site/search/theme/assets/*.js";
const SERVING = "src/chronicles/site/serving/browser/*.js";
const COHORT = "src/chronicles/cohort/page/*.js";
const OFFLINE = "src/chronicles/site/offline/theme/assets/*.js";
const OFFLINE_WORKERS = "src/chronicles/site/offline/workers/*.js";
const SNAPSHOT = "src/chronicles/site/serving/browser/source-snapshot.js";

export default [
  {ignores: ["**/node_modules/", ".chronicles/", ".venv/", "site/", "demo_project/", "docs/", "**/vendor/*.js"]},
  js.configs.recommended,
  {
    plugins: {"import-x": importX},
    settings: {"import-x/resolver-next": [createNodeResolver()]},
    linterOptions: {reportUnusedDisableDirectives: "error"},
    rules: {
      eqeqeq: "error",
      "default-case-last": "error",
      "import-x/no-cycle": "error",
      "import-x/no-duplicates": "error",
      "import-x/no-self-import": "error",
      "import-x/no-unresolved": "error",
      "import-x/named": "error",
      "import-x/order": [
        "error",
        {alphabetize: {order: "asc"}, groups: [["builtin", "external"], "parent", "sibling"]},
      ],
      "no-else-return": "error",
      "no-implicit-coercion": "error",
      "no-param-reassign": "error",
      "no-shadow": "error",
      "no-unused-expressions": ["error", {allowShortCircuit: true}],
      "no-useless-rename": "error",
      "no-var": "error",
      "object-shorthand": "error",
      "prefer-const": "error",
      "prefer-template": "error",
      yoda: "error",
    },
  },
  {
    files: [PAGE, FRAME, THEME, SERVING, SEARCH, SEARCH_START, OFFLINE, COHORT],
    languageOptions: {globals: globals.browser},
  },
  {
    files: ["src/chronicles/live/browser/engine/*.js", "tests/live/fake/*.js"],
    ignores: [FRAME],
    languageOptions: {globals: {...globals.worker, ...globals.serviceworker}},
    rules: {
      "no-restricted-imports": ["error", {patterns: [{group: ["**/page/*"], message: "A worker has no document."}]}],
    },
  },
  {files: [OFFLINE_WORKERS], languageOptions: {globals: globals.serviceworker}},
  {files: [THEME], languageOptions: {globals: {__md_get: "readonly", __md_set: "readonly"}}},
  {
    files: [THEME, FRAME, SNAPSHOT, SEARCH_START, OFFLINE, OFFLINE_WORKERS, COHORT],
    languageOptions: {sourceType: "script"},
  },
  {files: ["**/*.mjs", "tests/scripts/*.js", "eslint.config.js"], languageOptions: {globals: globals.node}},
];
