// @ts-check
/** Copies a text on a tap and says so. */
import { byId, on } from "./dom.js";
import { announce } from "./toasts.js";

export function start() {
  on("click", "[data-copy], [data-copy-from]", ({ dataset }) => {
    copy(dataset.copy ?? byId(dataset.copyFrom)?.value ?? "", dataset.copied);
  });
}

/** Put the text on the clipboard, then say the sentence. @param {string} text @param {string | undefined} sentence */
export async function copy(text, sentence) {
  try {
    await navigator.clipboard.writeText(text);
    announce(sentence);
  } catch {
    // Refused, or no clipboard on this connection: the text stands selectable in the page.
  }
}
