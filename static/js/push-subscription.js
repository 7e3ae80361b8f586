// @ts-check
/** This device's push subscription: made on a tap, told to the server, kept true at every start. */
import { forget, read, write } from "./storage.js";

const address = "/push/subscriptions";
const day = 86_400_000;

/** @typedef {{person: string, endpoint: string, at: number}} Memory what was last told to the server */

export function supported() {
  return "serviceWorker" in navigator && "PushManager" in globalThis && "Notification" in globalThis;
}

/** @returns {Promise<PushSubscription | null>} */
export async function current() {
  if (!supported()) return null;
  const registration = await navigator.serviceWorker.getRegistration();
  return (await registration?.pushManager.getSubscription()) ?? null;
}

/** Ask, subscribe and tell the server; undone when the server does not take it. @param {string} key @param {string} person */
export async function subscribe(key, person) {
  if ((await Notification.requestPermission()) !== "granted") return;
  const subscription = await make(key);
  try {
    await tell(subscription, person);
  } catch (error) {
    await subscription.unsubscribe();
    throw error;
  }
}

export async function unsubscribe() {
  const subscription = await current();
  forget("push");
  if (!subscription) return;
  await subscription.unsubscribe();
  await post(`${address}/deletion`, { endpoint: subscription.endpoint });
}

export async function sendTest() {
  await post("/push/test", { endpoint: (await current())?.endpoint });
}

/** What the device has and the server knows agree again. @param {string} key @param {string} person */
export async function keepTrue(key, person) {
  const memory = /** @type {Memory | null} */ (read("push"));
  let subscription = await current();
  if (memory && memory.person !== person) return unsubscribe();
  if (subscription && !madeWith(subscription, key)) {
    await subscription.unsubscribe();
    subscription = null;
  }
  if (!subscription && memory && Notification.permission === "granted") subscription = await make(key);
  if (subscription && mustTell(memory, subscription.endpoint, Date.now())) await tell(subscription, person);
}

/** @param {Memory | null} memory @param {string} endpoint @param {number} now */
export function mustTell(memory, endpoint, now) {
  return !memory || memory.endpoint !== endpoint || now - memory.at > day;
}

/** @param {PushSubscription} subscription @param {string} key */
function madeWith(subscription, key) {
  const bytes = subscription.options?.applicationServerKey;
  // A browser that does not say which key it was is believed.
  return !bytes || base64url(new Uint8Array(bytes)) === key;
}

/** @param {Uint8Array} bytes */
export function base64url(bytes) {
  return btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** @param {string} key */
async function make(key) {
  const registration = await navigator.serviceWorker.ready;
  return registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
}

/** @param {PushSubscription} subscription @param {string} person */
async function tell(subscription, person) {
  const replaces = /** @type {Memory | null} */ (read("push"))?.endpoint;
  const { endpoint } = subscription;
  await post(address, { ...subscription.toJSON(), ...(replaces && replaces !== endpoint && { replaces }) });
  write("push", { person, endpoint, at: Date.now() });
}

/** @param {string} url @param {unknown} body */
async function post(url, body) {
  const headers = { "Content-Type": "application/json" };
  const response = await fetch(url, { method: "POST", headers, body: JSON.stringify(body), redirect: "error" });
  if (!response.ok) throw new Error(String(response.status));
}
