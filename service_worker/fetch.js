// @ts-check
/** What the worker answers itself: files from the cache, pages from the network while it lasts. Everything else passes by. */
import { asset, assetCache, isAsset } from "./assets.js";
import { heed, offlinePage, saved } from "./pages.js";

const patience = 3000;
const givingUp = 10_000;
/** When the page a window shows was saved, by window. @type {Map<string, number>} */
const copies = new Map();

/** @param {any} event @param {import("./main.js").Config} config @param {any} scope */
export function answer(event, { version }, scope) {
  const kind = kindOf(event.request, scope.location.origin);
  if (kind === "asset") event.respondWith(asset(event, version, scope));
  if (kind === "page") event.respondWith(page(event, version, scope));
}

/** @param {Request} request @param {string} origin @returns {"asset" | "page" | null} */
export function kindOf(request, origin) {
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== origin) return null;
  if (request.mode === "navigate") return "page";
  return isAsset(url) && !request.headers.has("Range") ? "asset" : null;
}

/** When the page in this window was saved, or null when it came from the network. @param {string} client */
export function savedAt(client) {
  return copies.get(client) ?? null;
}

/** @param {any} event @param {string} version @param {any} scope @returns {Promise<Response>} */
export async function page(event, version, scope) {
  const network = fromNetwork(event, scope);
  event.waitUntil(network.then((response) => response && heed(event.request, response.clone(), version, scope)));
  const early = await within(network, patience, scope);
  if (early) return early;
  const copy = await saved(event.request, version, scope);
  if (!copy) return (await within(network, givingUp - patience, scope)) ?? offline(version, scope);
  copies.set(event.resultingClientId, copy.at);
  return copy.response;
}

/** Null where there is no network. @param {any} event @param {any} scope @returns {Promise<Response | null>} */
async function fromNetwork(event, scope) {
  try {
    return (await event.preloadResponse) ?? (await scope.fetch(event.request));
  } catch {
    return null;
  }
}

/** @template T @param {Promise<T>} promise @param {number} time in milliseconds @param {any} scope @returns {Promise<T | null>} */
function within(promise, time, scope) {
  return Promise.race([promise, new Promise((done) => scope.setTimeout(() => done(null), time))]);
}

/** @param {string} version @param {any} scope @returns {Promise<Response>} */
async function offline(version, scope) {
  const cache = await scope.caches.open(assetCache(version));
  return (await cache.match(offlinePage, { ignoreVary: true })) ?? Response.error();
}
