// @ts-check
/** Says when there is no network, when a request got nowhere, and when the page is a saved copy. */
import { byId } from "./dom.js";
import { announce } from "./toasts.js";

export function start() {
  addEventListener("offline", () => mark(false));
  addEventListener("online", () => mark(true));
  document.addEventListener("htmx:error", requestFailed);
  mark(navigator.onLine);
  askWhetherSaved();
}

/** @param {boolean} online */
function mark(online) {
  const sign = byId("network");
  if (!sign || sign.hidden === online) return;
  sign.hidden = online;
  if (online) announce(sign.dataset.online);
}

/** @param {any} event */
function requestFailed({ detail: { ctx } }) {
  // Only a request has a ctx; htmx reports other mistakes here too.
  if (ctx && !ctx.response) announce(byId("toasts")?.dataset.requestFailed);
}

function askWhetherSaved() {
  const worker = navigator.serviceWorker?.controller;
  if (!worker || !byId("saved-copy")) return;
  const channel = new MessageChannel();
  channel.port1.onmessage = (event) => event.data && showSavedAt(new Date(event.data));
  worker.postMessage({ type: "saved-copy" }, [channel.port2]);
}

/** @param {Date} date */
function showSavedAt(date) {
  const note = byId("saved-copy");
  const time = note.querySelector("time");
  time.dateTime = date.toISOString();
  time.textContent = date.toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
  note.hidden = false;
}
