// @ts-check
/** Files whose address changes with their content: from the cache first. */

const mostCovers = 60;

/** @param {string} version */
export const assetCache = (version) => `static-${version}`;
/** @param {string} version */
export const coverCache = (version) => `covers-${version}`;

/** @param {URL} url */
export function isAsset(url) {
  if (/^\/(static|service_worker|covers)\//.test(url.pathname)) return true;
  return url.pathname === "/theme.css" && url.searchParams.has("v");
}

/** @param {any} event @param {string} version @param {any} scope @returns {Promise<Response>} */
export async function asset(event, version, scope) {
  const { request } = event;
  const covers = new URL(request.url).pathname.startsWith("/covers/");
  const cache = await scope.caches.open(covers ? coverCache(version) : assetCache(version));
  const kept = await cache.match(request, { ignoreVary: true });
  if (kept) return kept;
  const response = await scope.fetch(request);
  if (mayKeep(response)) event.waitUntil(keep(cache, request, response.clone(), covers));
  return response;
}

/** An address of another release may answer with this one's file: such an answer is not immutable. @param {Response} response */
function mayKeep(response) {
  return response.status === 200 && (response.headers.get("Cache-Control") ?? "").includes("immutable");
}

/** @param {Cache} cache @param {Request} request @param {Response} response @param {boolean} covers */
async function keep(cache, request, response, covers) {
  await cache.put(request, response);
  if (covers) await trim(cache, mostCovers);
}

/** Only the newest entries stay; a cache lists the oldest first. @param {Cache} cache @param {number} most */
export async function trim(cache, most) {
  const requests = await cache.keys();
  await Promise.all(requests.slice(0, Math.max(0, requests.length - most)).map((request) => cache.delete(request)));
}
