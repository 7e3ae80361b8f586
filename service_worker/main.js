// @ts-check
/** The worker: every listener is registered while the script is first read, as browsers require. */
import { answer, savedAt } from "./fetch.js";
import { activate, install } from "./install.js";
import { clicked, resubscribed, show } from "./push.js";

/**
 * @typedef {object} Config what the server writes into /service-worker.js
 * @property {string} version changes with every release
 * @property {string[]} precache the offline page, styles, scripts, icons and fonts
 * @property {string} name shown when a push message says nothing
 * @property {string} [icon]
 * @property {string} [badge]
 * @property {string} [pushKey] the public VAPID key
 */

/** @param {Config} config @param {any} [scope] */
export function start(config, scope = self) {
  /** @param {string} type @param {(event: any) => void} listener */
  const on = (type, listener) => scope.addEventListener(type, listener);
  on("install", (event) => event.waitUntil(install(config, scope)));
  on("activate", (event) => event.waitUntil(activate(config, scope)));
  on("fetch", (event) => answer(event, config, scope));
  on("push", (event) => event.waitUntil(show(event.data, config, scope)));
  on("notificationclick", (event) => event.waitUntil(clicked(event.notification, scope)));
  on("pushsubscriptionchange", (event) => event.waitUntil(resubscribed(event, config, scope)));
  on("message", (event) => heard(event, scope));
}

/** @param {any} event @param {any} scope */
function heard(event, scope) {
  if (event.data?.type === "skip-waiting") scope.skipWaiting();
  if (event.data?.type === "saved-copy") event.ports[0]?.postMessage(savedAt(event.source?.id));
}
