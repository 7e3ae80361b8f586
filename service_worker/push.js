// @ts-check
/** Push messages. One is always shown, whatever came: a browser takes the permission back from an app that stays silent. */
import { setBadge } from "./badge.js";

/** @param {any} data @param {import("./main.js").Config} config @param {any} scope */
export async function show(data, config, scope) {
  const { title, badge, options } = read(data, config, scope.location.origin);
  await Promise.all([setBadge(badge, scope), showSafely(title, options, config, scope)]);
}

/** A notification out of Declarative Web Push JSON, plain text or nothing. @param {any} data @param {import("./main.js").Config} config @param {string} origin */
export function read(data, config, origin) {
  const message = parsed(data);
  const said = isObject(message.notification) ? message.notification : {};
  const tag = text(said.tag);
  const options = {
    body: text(said.body), lang: text(said.lang), dir: ["ltr", "rtl"].includes(said.dir) ? said.dir : "auto",
    tag, renotify: tag !== "", icon: ownAddress(said.icon, origin) ?? config.icon, badge: config.badge,
    data: { ...(isObject(said.data) ? said.data : {}), navigate: ownAddress(said.navigate, origin) },
  };
  return { title: text(said.title) || config.name, badge: message.app_badge ?? said.app_badge ?? null, options };
}

/** Show the window that is already there, else open one. @param {any} notification @param {any} scope */
export async function clicked(notification, scope) {
  notification.close();
  const target = ownAddress(notification.data?.navigate, scope.location.origin) ?? `${scope.location.origin}/feed`;
  const windows = await scope.clients.matchAll({ type: "window", includeUncontrolled: true });
  const there = windows.find((/** @type {any} */ client) => client.url === target);
  if (there) return there.focus();
  return (await lead(windows[0], target)) ?? scope.clients.openWindow(target);
}

/** The browser has renewed or dropped the subscription: the server learns the new one. @param {any} event @param {import("./main.js").Config} config @param {any} scope */
export async function resubscribed(event, { pushKey }, scope) {
  const key = event.oldSubscription?.options?.applicationServerKey ?? pushKey;
  const push = scope.registration.pushManager;
  const subscription = event.newSubscription ?? (await push.subscribe({ userVisibleOnly: true, applicationServerKey: key }));
  const response = await scope.fetch("/push/subscriptions", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ ...subscription.toJSON(), replaces: event.oldSubscription?.endpoint }),
  });
  if (response.status === 401) await subscription.unsubscribe();
}

/** @param {string} title @param {NotificationOptions} options @param {import("./main.js").Config} config @param {any} scope */
async function showSafely(title, options, config, scope) {
  try {
    await scope.registration.showNotification(title, options);
  } catch {
    await scope.registration.showNotification(config.name);
  }
}

/** @param {any} data @returns {any} */
function parsed(data) {
  let words = "";
  try {
    words = data?.text() ?? "";
    const message = JSON.parse(words);
    return isObject(message) ? message : {};
  } catch {
    return { notification: { body: words.slice(0, 200) } };
  }
}

/** @param {any} client @param {string} target */
async function lead(client, target) {
  try {
    const shown = await client?.focus();
    return await shown?.navigate(target);
  } catch {
    return null;
  }
}

/** @param {unknown} address @param {string} origin @returns {string | undefined} */
function ownAddress(address, origin) {
  if (typeof address !== "string" || !URL.canParse(address, origin)) return undefined;
  const url = new URL(address, origin);
  return url.origin === origin ? url.href : undefined;
}

/** @param {unknown} value @returns {value is Record<string, any>} */
function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** @param {unknown} value */
function text(value) {
  return typeof value === "string" ? value : "";
}
