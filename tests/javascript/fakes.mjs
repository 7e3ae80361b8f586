/** A worker's world in memory: caches that behave like the browser's, a clock and a network that tests hold. */

export const origin = "https://ricoche.example";

class FakeCache {
  #entries = new Map();
  async match(request) {
    return this.#entries.get(address(request))?.clone();
  }
  async put(request, response) {
    this.#entries.set(address(request), response);
  }
  async delete(request) {
    return this.#entries.delete(address(request));
  }
  async keys() {
    return [...this.#entries.keys()].map((url) => new Request(url));
  }
  async addAll(requests) {
    for (const request of requests) await this.put(request, new Response(`precached ${address(request)}`));
  }
}

class FakeCaches {
  #caches = new Map();
  async open(name) {
    if (!this.#caches.has(name)) this.#caches.set(name, new FakeCache());
    return this.#caches.get(name);
  }
  async keys() {
    return [...this.#caches.keys()];
  }
  async delete(name) {
    return this.#caches.delete(name);
  }
}

const address = (request) => new URL(request.url ?? request, origin).href;

/** A worker's global scope; `network` answers what is fetched. */
export function world(network = async () => new Response("")) {
  const told = { notifications: [], badges: [], opened: [], fetched: [], subscribed: [] };
  const listeners = {};
  const windows = [];
  return {
    told,
    listeners,
    windows,
    timers: [],
    caches: new FakeCaches(),
    location: { origin },
    Date: { now: () => clock },
    addEventListener(type, listener) {
      (listeners[type] ??= []).push(listener);
    },
    async fetch(...args) {
      told.fetched.push(args);
      return network(...args);
    },
    setTimeout(act, time) {
      this.timers.push({ act, time });
    },
    navigator: {
      setAppBadge: async (number) => void told.badges.push(number),
      clearAppBadge: async () => void told.badges.push(0),
    },
    clients: {
      claim: async () => void (told.claimed = true),
      matchAll: async () => windows,
      openWindow: async (url) => void told.opened.push(url),
    },
    registration: {
      navigationPreload: { enable: async () => void (told.preload = true) },
      showNotification: async (title, options) => void told.notifications.push({ title, options }),
      pushManager: {
        subscribe: async (options) => {
          told.subscribed.push(options);
          return subscription("https://push.example/new");
        },
      },
    },
    skipWaiting: () => void (told.skipped = true),
  };
}

let clock = 1_000_000;
/** Set the clock that every world reads. */
export const setClock = (now) => void (clock = now);

export function subscription(endpoint, gone = []) {
  return {
    endpoint,
    options: { applicationServerKey: "key" },
    toJSON: () => ({ endpoint, expirationTime: null, keys: { p256dh: "p", auth: "a" } }),
    unsubscribe: async () => gone.push(endpoint),
  };
}

/** A page of ours as the server answers it. */
export function answer(body, headers = {}, status = 200) {
  return new Response(body, { status, headers: { "Content-Type": "text/html; charset=utf-8", ...headers } });
}

export const kept = (tag = "alice") => ({ "X-Offline": "keep", "X-Session-Tag": tag });

/** A navigation, as a fetch event gives it. Node's Request cannot be one of mode "navigate". */
export function navigation(path, window = "w1") {
  const request = { url: origin + path, method: "GET", mode: "navigate", headers: new Headers() };
  const event = { request, resultingClientId: window, waiting: [], waitUntil: (promise) => event.waiting.push(promise) };
  event.respondWith = (promise) => void (event.response = promise);
  return event;
}
