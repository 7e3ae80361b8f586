// @ts-check
/** Counts the characters of a text while it is written. How much of it is the person's own is the server's to say. */
import { byId, on } from "./dom.js";

export function start() {
  on("input", "textarea[data-count]", count);
}

export function connect() {
  for (const field of document.querySelectorAll("textarea[data-count]")) count(field);
}

/** @param {any} field */
function count({ dataset, value }) {
  const place = byId(dataset.count);
  if (!place) return;
  const { one, other } = place.dataset;
  place.textContent = sentence(Array.from(value).length, one, other, document.documentElement.lang || "en");
}

/** The sentence for a number, in the language's plural. @param {number} n @param {string} one @param {string} other @param {string} language */
export function sentence(n, one, other, language) {
  const form = new Intl.PluralRules(language).select(n) === "one" ? one : other;
  return form.replace("{n}", n.toLocaleString(language));
}
