// @ts-check
/** The sheet: whatever htmx puts into #sheet opens as a modal dialog; focus goes back where it came from. */
import { byId, on } from "./dom.js";
import { moveTo } from "./focus.js";

/** @type {HTMLElement | null} */
let opener = null;

export function start() {
  document.addEventListener("htmx:before:request", rememberOpener);
  document.addEventListener("close", closed, true);
  on("click", "dialog[open] [data-close]", (link, event) => {
    event.preventDefault();
    link.closest("dialog").close();
  });
}

export function connect() {
  const dialog = byId("sheet");
  if (!dialog) return;
  const filled = dialog.childElementCount > 0;
  if (!filled && dialog.open) dialog.close();
  if (!filled) return;
  const fresh = !dialog.open;
  if (fresh) dialog.showModal();
  if (fresh || !dialog.contains(document.activeElement)) moveTo(dialog, "#sheet-title");
}

/** @param {any} event */
function rememberOpener({ detail: { ctx } }) {
  if (ctx.target?.id === "sheet" && !ctx.target.open) opener = ctx.sourceElement;
}

/** @param {any} event */
function closed({ target }) {
  if (target.id !== "sheet") return;
  target.replaceChildren();
  if (opener?.isConnected) opener.focus();
  else moveTo(byId("contenu"), "h1");
  opener = null;
}
