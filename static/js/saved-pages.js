// @ts-check
/** On the offline page: what can be read without network. */
import { byId, copyOf } from "./dom.js";

export async function start() {
  const list = byId("saved-pages");
  if (!list) return;
  for (const { url, title } of await savedPages()) {
    const item = copyOf("saved-page");
    const link = item?.querySelector("a");
    if (!item || !link) return;
    link.href = url;
    link.textContent = title;
    list.prepend(item);
  }
  byId("saved")?.toggleAttribute("hidden", !list.childElementCount);
}

async function savedPages() {
  const pages = [];
  for (const name of await caches.keys()) {
    if (!name.startsWith("pages-")) continue;
    const cache = await caches.open(name);
    for (const request of await cache.keys()) pages.push({ url: request.url, title: await titleOf(cache, request) });
  }
  return pages;
}

/** @param {Cache} cache @param {Request} request */
async function titleOf(cache, request) {
  const html = (await (await cache.match(request))?.text()) ?? "";
  const page = new DOMParser().parseFromString(html, "text/html");
  return page.querySelector("h1")?.textContent?.trim() || page.title;
}
