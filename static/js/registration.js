// @ts-check
/** Registers the worker, and offers a new version instead of forcing it on somebody who is writing. */
import { on } from "./dom.js";
import { offer } from "./toasts.js";

const workers = globalThis.navigator?.serviceWorker;

export async function start() {
  if (!workers) return;
  on("click", "[data-update]", update);
  try {
    watch(await workers.register("/service-worker.js", { type: "module" }));
  } catch {
    // A browser without module workers: everything but offline pages and push works.
  }
}

/** @param {ServiceWorkerRegistration} registration */
function watch(registration) {
  const ready = () => registration.waiting && workers.controller && offer("update-ready");
  ready();
  registration.addEventListener("updatefound", () => registration.installing?.addEventListener("statechange", ready));
}

async function update() {
  const waiting = (await workers.getRegistration())?.waiting;
  if (!waiting) return location.reload();
  workers.addEventListener("controllerchange", () => location.reload(), { once: true });
  waiting.postMessage({ type: "skip-waiting" });
}
