// @ts-check
/** Puts the start of a sentence where the person is writing. */
import { byId, on } from "./dom.js";

export function start() {
  on("click", "[data-starter]", ({ dataset }) => begin(byId(dataset.for), dataset.starter));
}

/** @param {HTMLTextAreaElement} field @param {string} words */
function begin(field, words) {
  const [text, caret] = inserted(field.value, field.selectionEnd, words);
  field.value = text;
  field.focus();
  field.setSelectionRange(caret, caret);
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

/**
 * The text with the words put at the caret, on a new line, and where the caret then is.
 * @param {string} text @param {number} at @param {string} words @returns {[string, number]}
 */
export function inserted(text, at, words) {
  const before = text.slice(0, at).trimEnd();
  const start = `${before}${before && "\n"}${words}`;
  return [start + text.slice(at).trimStart(), start.length];
}
