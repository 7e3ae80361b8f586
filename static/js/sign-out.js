// @ts-check
/** Before signing out, what this device keeps of the person goes: saved pages, push subscription, number on the icon. */
import { forget } from "./storage.js";

const patience = 2000;

export function start() {
  document.addEventListener("submit", (event) => {
    const form = /** @type {HTMLFormElement} */ (event.target);
    if (form.dataset.signOut === undefined) return;
    event.preventDefault();
    // The server ends the session in any case; a push service that does not answer must not hold it up.
    Promise.race([clearDevice(), new Promise((done) => setTimeout(done, patience))]).finally(() => form.submit());
  });
}

/** Forget the person on this device, as far as it can be done. */
export async function clearDevice() {
  forget("push");
  await Promise.allSettled([dropPages(), dropSubscription(), navigator.clearAppBadge?.()]);
}

async function dropPages() {
  const names = (await globalThis.caches?.keys()) ?? [];
  await Promise.all(names.filter((name) => name.startsWith("pages-")).map((name) => caches.delete(name)));
}

async function dropSubscription() {
  const registration = await navigator.serviceWorker?.getRegistration();
  await (await registration?.pushManager?.getSubscription())?.unsubscribe();
}
