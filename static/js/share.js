// @ts-check
/**
 * Leads from "Open …" to the channel: the server answers with a link, followed at once while the tap still counts. No
 * window is opened before the answer, so none is left blank by an error, and none can be blocked: the link stays.
 */
import { on } from "./dom.js";
import { copy } from "./copy.js";

let away = false;

export function start() {
  on("change", "input[data-button]", nameChannel);
  on("click", "[data-open]", () => (away = true));
  on("click", "[data-system]", shareBySystem);
  document.addEventListener("visibilitychange", welcomeBack);
}

export function connect() {
  /** @type {HTMLElement | null} */
  const link = document.querySelector('[data-open="auto"]');
  if (!link) return;
  link.dataset.open = "";
  link.focus();
  if (navigator.userActivation?.isActive) link.click();
}

/** @param {HTMLInputElement} radio */
function nameChannel(radio) {
  const label = radio.form?.querySelector("[data-share-label]");
  if (label) label.textContent = radio.dataset.button ?? "";
}

/** @param {HTMLElement} control @param {Event} event */
function shareBySystem({ dataset: { text = "", url = "", copied } }, event) {
  const copyInstead = () => copy(`${text}\n${url}`.trim(), copied);
  const data = url ? { text, url } : { text };
  if (!navigator.canShare?.(data)) return void copyInstead();
  event.preventDefault();
  navigator.share(data).catch((error) => void (error.name === "AbortError" || copyInstead()));
}

function welcomeBack() {
  if (document.hidden || !away) return;
  away = false;
  /** @type {HTMLElement | null} */ (document.querySelector("[data-after-open]"))?.focus();
}
