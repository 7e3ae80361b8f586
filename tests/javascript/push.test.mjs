import assert from "node:assert/strict";
import { test } from "node:test";

import { clicked, resubscribed, show } from "../../service_worker/push.js";
import { origin, subscription, world } from "./fakes.mjs";

const config = { version: "v1", precache: [], name: "Ricoche", icon: "/icon.png", badge: "/badge.png", pushKey: "fallback" };
const message = (value) => ({ text: () => (typeof value === "string" ? value : JSON.stringify(value)) });

async function shown(data) {
  const scope = world();
  await show(data, config, scope);
  assert.equal(scope.told.notifications.length, 1, "something is always shown, once");
  return { ...scope.told.notifications[0], badges: scope.told.badges };
}

test("a message is shown as it was written", async () => {
  const { title, options, badges } = await shown(message({
    web_push: 8030,
    notification: {
      title: "Quelqu’un a ouvert votre lien", body: "Pipelines", navigate: `${origin}/shares/1`, lang: "fr", dir: "ltr",
      tag: "t1", icon: `${origin}/static/1/icon.png`, data: { kind: "share_seen" }, app_badge: "2",
    },
    app_badge: 3,
  }));
  assert.equal(title, "Quelqu’un a ouvert votre lien");
  assert.deepEqual(options, {
    body: "Pipelines", lang: "fr", dir: "ltr", tag: "t1", renotify: true, icon: `${origin}/static/1/icon.png`,
    badge: "/badge.png", data: { kind: "share_seen", navigate: `${origin}/shares/1` },
  });
  assert.deepEqual(badges, [3]);
});

test("the number inside the notification serves older senders, zero clears", async () => {
  assert.deepEqual((await shown(message({ notification: { app_badge: "2" } }))).badges, [2]);
  assert.deepEqual((await shown(message({ app_badge: 0 }))).badges, [0]);
  for (const odd of [null, "", "many", -1, 1.5, {}]) {
    assert.deepEqual((await shown(message({ app_badge: odd }))).badges, []);
  }
});

test("an empty or broken message shows at least the app's name", async () => {
  const unreadable = { text: () => { throw new TypeError("bad"); } };
  for (const data of [null, undefined, unreadable, message(""), message("null"), message("[1]"), message("3"), message({}),
    message({ notification: null }), message({ notification: { title: 7, body: {}, dir: "up", tag: [], data: "x" } })]) {
    const { title, options } = await shown(data);
    assert.equal(title, "Ricoche");
    assert.equal(options.body, "");
    assert.equal(options.renotify, false);
    assert.equal(options.icon, "/icon.png");
  }
});

test("plain text is shown as text", async () => {
  const { title, options } = await shown(message("Bonjour {"));
  assert.deepEqual([title, options.body], ["Ricoche", "Bonjour {"]);
});

test("addresses of other sites are dropped", async () => {
  for (const navigate of ["https://evil.example/", "javascript:alert(1)", "//evil.example", "https://", 7]) {
    const { options } = await shown(message({ notification: { title: "x", navigate, icon: "https://evil.example/i.png" } }));
    assert.equal(options.data.navigate, undefined);
    assert.equal(options.icon, "/icon.png");
  }
});

test("where the browser refuses the options, the name is shown without them", async () => {
  const scope = world();
  const { showNotification } = scope.registration;
  scope.registration.showNotification = async (title, options) => {
    if (options) throw new TypeError("renotify");
    return showNotification(title, options);
  };
  await show(message({ notification: { title: "x" } }), config, scope);
  assert.deepEqual(scope.told.notifications, [{ title: "Ricoche", options: undefined }]);
});

function notification(navigate) {
  return { data: navigate && { navigate }, close() { this.closed = true; } };
}

function window(url, navigable = true) {
  const client = { url, focused: false, async focus() { client.focused = true; return client; } };
  client.navigate = async (target) => { if (!navigable) throw new TypeError("not controlled"); client.url = target; return client; };
  return client;
}

test("a click opens the page where no window is open", async () => {
  const scope = world();
  const note = notification(`${origin}/shares/1`);
  await clicked(note, scope);
  assert.deepEqual(scope.told.opened, [`${origin}/shares/1`]);
  assert.equal(note.closed, true);
});

test("a click shows the window that is already there, else leads one to the page", async () => {
  const scope = world();
  const [feed, share] = [window(`${origin}/feed`), window(`${origin}/shares/1`)];
  scope.windows.push(feed, share);
  await clicked(notification(`${origin}/shares/1`), scope);
  assert.deepEqual([feed.focused, share.focused], [false, true]);
  await clicked(notification(`${origin}/me`), scope);
  assert.deepEqual([feed.focused, feed.url], [true, `${origin}/me`]);
  assert.deepEqual(scope.told.opened, []);
});

test("a window that cannot be led does not swallow the click", async () => {
  const scope = world();
  scope.windows.push(window(`${origin}/feed`, false));
  await clicked(notification(`${origin}/me`), scope);
  assert.deepEqual(scope.told.opened, [`${origin}/me`]);
});

test("a click on a message that leads nowhere, or elsewhere, opens the feed", async () => {
  const scope = world();
  await clicked(notification(undefined), scope);
  await clicked(notification("https://evil.example/"), scope);
  assert.deepEqual(scope.told.opened, [`${origin}/feed`, `${origin}/feed`]);
});

test("a renewed subscription reaches the server with the one it replaces", async () => {
  const scope = world(async () => new Response(null, { status: 204 }));
  await resubscribed({ oldSubscription: subscription("https://push.example/old"), newSubscription: null }, config, scope);
  assert.deepEqual(scope.told.subscribed, [{ userVisibleOnly: true, applicationServerKey: "key" }]);
  const [url, options] = scope.told.fetched[0];
  assert.equal(url, "/push/subscriptions");
  assert.deepEqual(JSON.parse(options.body), {
    endpoint: "https://push.example/new", expirationTime: null, keys: { p256dh: "p", auth: "a" }, replaces: "https://push.example/old",
  });
});

test("a renewed subscription of a session that is over is given up", async () => {
  const scope = world(async () => new Response(null, { status: 401 }));
  const gone = [];
  await resubscribed({ newSubscription: subscription("https://push.example/new", gone) }, config, scope);
  assert.deepEqual(scope.told.subscribed, []);
  assert.deepEqual(gone, ["https://push.example/new"]);
});
