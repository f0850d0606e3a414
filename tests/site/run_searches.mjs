// Prints what searches in a built site find, and which files each reads: `run_searches.mjs SITE QUERY...`, with the
// site's own scripts. What an earlier search has read is read again.
import {readFile} from "node:fs/promises";
import {join, resolve} from "node:path";
import process from "node:process";
import {pathToFileURL} from "node:url";

const [site = "", ...queries] = process.argv.slice(2);
const script = (name) => import(pathToFileURL(resolve(site, "assets/search", name)).href);
const {SearchIndex} = await script("search-index.js");
const {search} = await script("search-ranking.js");
const of = ({page, sections}) => sections.map((at) => [page.url, page.sections[at].anchor].filter(Boolean).join("#"));
const all = [];
for (const query of queries) {
  const read = [];
  const index = new SearchIndex(async (path) => {
    read.push(path);
    return JSON.parse(await readFile(join(site, "search", path), "utf8"));
  });
  const {found} = await search(index, query);
  all.push({found: found.flatMap(of), read});
}
console.log(JSON.stringify(all));
