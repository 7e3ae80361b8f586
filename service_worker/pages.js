// @ts-check
/** Pages that may be read without network: only those the server says, of one session, for a day. */
import { trim } from "./assets.js";
import { clearBadge } from "./badge.js";

export const offlinePage = "/offline";
const prefix = "pages-";
const mostPages = 30;
const longest = 86_400_000;
const largest = 1_000_000;
const savedAtHeader = "X-Saved-At";

/** Do what the answer's X-Offline asks. @param {Request} request @param {Response} response @param {string} version @param {any} scope */
export async function heed(request, response, version, scope) {
  if (response.headers.get("X-Offline") === "purge") return purge(scope);
  if (mayKeep(request, response)) await keep(request, response, version, scope);
}

/** @param {Request} request @param {Response} response */
export function mayKeep(request, response) {
  const { headers } = response;
  return headers.get("X-Offline") === "keep" && /^[\w-]{1,128}$/.test(headers.get("X-Session-Tag") ?? "")
    && response.status === 200 && !response.redirected && (headers.get("Content-Type") ?? "").startsWith("text/html")
    && request.method === "GET" && !request.headers.has("HX-Request");
}

/** The saved copy of a page and when it was saved. @param {Request} request @param {string} version @param {any} scope */
export async function saved(request, version, scope) {
  for (const name of await names(scope)) {
    if (!name.startsWith(`${prefix}${version}-`)) continue;
    const cache = await scope.caches.open(name);
    const response = await cache.match(address(request), { ignoreVary: true });
    const at = Number(response?.headers.get(savedAtHeader) ?? 0);
    if (response && scope.Date.now() - at <= longest) return { response, at };
    if (response) await cache.delete(address(request));
  }
  return null;
}

/** Forget every saved page, and the number on the icon with them. @param {any} scope */
export async function purge(scope) {
  await Promise.all([...(await names(scope)).map((name) => scope.caches.delete(name)), clearBadge(scope)]);
}

/** @param {Request} request @param {Response} response @param {string} version @param {any} scope */
async function keep(request, response, version, scope) {
  const body = await response.arrayBuffer();
  if (body.byteLength >= largest) return;
  const mine = `${prefix}${version}-${response.headers.get("X-Session-Tag")}`;
  await dropOthers(mine, scope);
  const cache = await scope.caches.open(mine);
  const headers = new Headers(response.headers);
  headers.set(savedAtHeader, String(scope.Date.now()));
  // Put anew, so that the page last read is the last to go.
  await cache.delete(address(request));
  await cache.put(address(request), new Response(body, { headers }));
  await trim(cache, mostPages);
}

/** @param {string} mine @param {any} scope */
async function dropOthers(mine, scope) {
  for (const name of await names(scope)) {
    if (name !== mine) await scope.caches.delete(name);
  }
}

/** @param {any} scope @returns {Promise<string[]>} */
async function names(scope) {
  return (await scope.caches.keys()).filter((/** @type {string} */ name) => name.startsWith(prefix));
}

/** A page's name in the cache: opening the installed app is the same page. @param {Request} request */
function address(request) {
  const url = new URL(request.url);
  url.hash = "";
  url.searchParams.delete("source");
  return url.href;
}
