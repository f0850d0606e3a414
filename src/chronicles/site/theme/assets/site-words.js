// The words of our scripts in the language of the site. An English page does not have this: its scripts have their own.
(() => {
  const texts = globalThis.chroniclesWords ?? {};
  const rules = new Intl.PluralRules(document.documentElement.lang);
  globalThis.chroniclesInLanguage = (key, english, values = {}) => {
    const words = texts[key];
    if (words === undefined) return english;
    const text = typeof words === "string" ? words : (words[rules.select(Number(values.count ?? 0))] ?? words.other);
    return text.replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ""));
  };
})();
