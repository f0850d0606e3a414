// Addresses as the reader knows them: paths of the project alone, without where in the site it runs.

/**
 * @param {string} path of the project, whose query may name others, as `?next=` does
 * @param {string} script what all addresses of the project begin with, in the site
 * @returns {string} what the address bar shows
 */
export const shownAddress = (path, script) =>
  path.replaceAll(`${script}/`, "/").replaceAll(encodeURIComponent(`${script}/`), encodeURIComponent("/"));

/**
 * @param {string} text that the reader typed: a path, or a whole address such as one of runserver's
 * @param {string} script what all addresses of the project begin with, in the site
 * @returns {string} the path of the project that is meant
 */
export function typedPath(text, script) {
  const typed = text.trim();
  const [, path = typed] = /^https?:\/\/[^/?#]*(.*)$/i.exec(typed) ?? [];
  const own = path.startsWith(`${script}/`) ? path.slice(script.length) : path;
  return own.startsWith("/") ? own : `/${own}`;
}
