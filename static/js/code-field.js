// @ts-check
/** The one-time code: keeps its digits, whatever was pasted, and sends the form at the sixth. */
import { on } from "./dom.js";

const length = 6;

export function start() {
  on("input", "input[data-code]", (field) => {
    const code = digits(field.value);
    if (code !== field.value) field.value = code;
    // A code that was sent once is not sent again by an edit that ends on the same digits.
    if (code.length < length || field.dataset.sent === code) return;
    field.dataset.sent = code;
    field.form?.requestSubmit();
  });
}

/** @param {string} text */
export function digits(text) {
  return text.normalize("NFKC").replace(/[^0-9]/g, "").slice(0, length);
}
