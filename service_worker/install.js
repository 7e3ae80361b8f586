// @ts-check
/** Brings in what a release needs to stand without network, and takes away what the one before left. */
import { assetCache, coverCache } from "./assets.js";
import { offlinePage } from "./pages.js";

/** @param {import("./main.js").Config} config @param {any} scope */
export async function install({ version, precache }, scope) {
  const cache = await scope.caches.open(assetCache(version));
  await cache.addAll(precache.map((url) => fresh(url, scope)));
}

/** @param {import("./main.js").Config} config @param {any} scope */
export async function activate({ version }, scope) {
  for (const name of await scope.caches.keys()) {
    if (isStale(name, version)) await scope.caches.delete(name);
  }
  await scope.registration.navigationPreload?.enable();
  await scope.clients.claim();
}

/** Ours, and of another version. @param {string} name @param {string} version */
export function isStale(name, version) {
  if (!/^(static|covers|pages)-/.test(name)) return false;
  return name !== assetCache(version) && name !== coverCache(version) && !name.startsWith(`pages-${version}-`);
}

/** Only the offline page can change under one address. @param {string} url @param {any} scope */
function fresh(url, scope) {
  if (url !== offlinePage) return url;
  return new Request(new URL(url, scope.location.origin), { cache: "reload" });
}
