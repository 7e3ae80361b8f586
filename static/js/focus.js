// @ts-check
/** After a swap of the page's content, the reader starts at its first error or its heading. */
import { byId } from "./dom.js";

export function start() {
  document.addEventListener("htmx:after:swap", (/** @type {any} */ event) => {
    const target = event.detail.ctx?.target;
    if (target === document.body || target?.id === "contenu") moveTo(byId("contenu"), "h1");
  });
}

/** Focus the part that asks for it, else the heading. @param {Element | null} region @param {string} heading */
export function moveTo(region, heading) {
  /** @type {HTMLElement | null | undefined} */
  const place = region?.querySelector("[autofocus]") ?? region?.querySelector(heading);
  if (!place) return;
  if (place.tabIndex < 0) place.tabIndex = -1;
  place.focus();
}
