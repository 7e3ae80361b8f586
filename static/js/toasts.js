// @ts-check
/** Short messages: announced by the live region they land in, gone after a while unless they ask for something. */
import { byId, copyOf, on } from "./dom.js";

const stay = 8000;
const timed = new WeakSet();

export function start() {
  on("click", "[data-dismiss]", (button) => button.closest("[data-toast]")?.remove());
}

export function connect() {
  for (const toast of document.querySelectorAll("#toasts [data-toast]")) {
    if (timed.has(toast) || toast.querySelector("a, button")) continue;
    timed.add(toast);
    leaveLater(toast);
  }
}

/** Say a sentence that the page carries. @param {string | undefined} sentence */
export function announce(sentence) {
  if (sentence) offer("toast", sentence);
}

/** Show the toast of a template. @param {string} id @param {string} [sentence] */
export function offer(id, sentence) {
  const toast = copyOf(id);
  if (!toast) return;
  const words = toast.querySelector("[data-toast-text]");
  if (sentence && words) words.textContent = sentence;
  byId("toasts")?.append(toast);
  connect();
}

/** @param {Element} toast */
function leaveLater(toast) {
  setTimeout(() => (toast.matches(":hover, :focus-within") ? leaveLater(toast) : toast.remove()), stay);
}
