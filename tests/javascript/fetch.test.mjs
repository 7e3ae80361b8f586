import assert from "node:assert/strict";
import { test } from "node:test";

import { kindOf, page, savedAt } from "../../service_worker/fetch.js";
import { asset } from "../../service_worker/assets.js";
import { heed } from "../../service_worker/pages.js";
import { answer, kept, navigation, origin, setClock, world } from "./fakes.mjs";

const immutable = { "Cache-Control": "public, max-age=31536000, immutable" };
const offline = async () => { throw new TypeError("no network"); };
const never = () => new Promise(() => {});
const turn = () => new Promise((done) => setImmediate(done));

async function withOfflinePage(network) {
  const scope = world(network);
  await (await scope.caches.open("static-v1")).put("/offline", answer("calm water"));
  return scope;
}

async function withSavedFeed(network) {
  const scope = await withOfflinePage(network);
  setClock(5000);
  await heed(navigation("/feed").request, answer("saved feed", kept()), "v1", scope);
  return scope;
}

/** Let the promises settle, then end the shortest wait. */
async function elapse(scope) {
  await turn();
  scope.timers.shift().act();
  await turn();
}

test("files come from the cache, pages from the network, the rest is left alone", () => {
  const kind = (path, options = {}) =>
    kindOf({ url: origin + path, method: "GET", mode: "no-cors", headers: new Headers(), ...options }, origin);
  assert.equal(kind("/static/abc/js/app.js"), "asset");
  assert.equal(kind("/service_worker/abc/main.js"), "asset");
  assert.equal(kind("/covers/1.webp"), "asset");
  assert.equal(kind("/theme.css?v=1"), "asset");
  assert.equal(kind("/theme.css"), null);
  assert.equal(kind("/static/abc/video.mp4", { headers: new Headers({ Range: "bytes=0-" }) }), null);
  assert.equal(kind("/feed", { mode: "navigate" }), "page");
  assert.equal(kind("/shares", { mode: "navigate", method: "POST" }), null);
  assert.equal(kind("/feed?page=2"), null);
  assert.equal(kindOf({ url: "https://elsewhere.example/static/a.js", method: "GET" }, origin), null);
});

test("a page comes from the network and is kept when the server says so", async () => {
  const scope = await withOfflinePage(async () => answer("fresh", kept()));
  const event = navigation("/feed");
  const response = await page(event, "v1", scope);
  assert.equal(await response.text(), "fresh");
  await Promise.all(event.waiting);
  assert.deepEqual(await scope.caches.keys(), ["static-v1", "pages-v1-alice"]);
  assert.equal(savedAt("w1"), null);
});

test("the preloaded answer is used instead of asking twice", async () => {
  const scope = await withOfflinePage(offline);
  const event = { ...navigation("/feed"), preloadResponse: Promise.resolve(answer("preloaded")) };
  assert.equal(await (await page(event, "v1", scope)).text(), "preloaded");
  assert.equal(scope.told.fetched.length, 0);
});

test("without network the saved copy answers and tells its age", async () => {
  const scope = await withSavedFeed(offline);
  assert.equal(await (await page(navigation("/feed", "w2"), "v1", scope)).text(), "saved feed");
  assert.equal(savedAt("w2"), 5000);
});

test("without network and copy the offline page answers", async () => {
  const scope = await withOfflinePage(offline);
  assert.equal(await (await page(navigation("/feed"), "v1", scope)).text(), "calm water");
});

test("after three seconds the saved copy answers, and the late answer is still kept", async () => {
  let arrive;
  const scope = await withSavedFeed(() => new Promise((done) => (arrive = done)));
  const event = navigation("/feed", "w3");
  const response = page(event, "v1", scope);
  await turn();
  assert.equal(scope.timers[0].time, 3000);
  await elapse(scope);
  assert.equal(await (await response).text(), "saved feed");
  arrive(answer("late feed", kept()));
  await Promise.all(event.waiting);
  const again = await withSaved(scope, "/feed");
  assert.equal(again, "late feed");
});

async function withSaved(scope, path) {
  return (await (await scope.caches.open("pages-v1-alice")).match(path)).text();
}

test("a slow network is waited for where there is no copy, but not for ever", async () => {
  const scope = await withOfflinePage(never);
  const response = page(navigation("/feed"), "v1", scope);
  await elapse(scope);
  assert.equal(scope.timers[0].time, 7000);
  await elapse(scope);
  assert.equal(await (await response).text(), "calm water");
});

test("the sign-in page drops what was saved", async () => {
  const scope = await withSavedFeed(async () => answer("sign in", { "X-Offline": "purge" }));
  const event = navigation("/sign-in");
  await page(event, "v1", scope);
  await Promise.all(event.waiting);
  assert.deepEqual(await scope.caches.keys(), ["static-v1"]);
});

function assetEvent(path) {
  const event = { request: new Request(origin + path), waiting: [], waitUntil: (promise) => event.waiting.push(promise) };
  return event;
}

test("a file is asked for once", async () => {
  const scope = world(async () => new Response("body", { headers: immutable }));
  for (let n = 0; n < 2; n += 1) {
    const event = assetEvent("/static/abc/a.js");
    assert.equal(await (await asset(event, "v1", scope)).text(), "body");
    await Promise.all(event.waiting);
  }
  assert.equal(scope.told.fetched.length, 1);
});

test("a missing file, and one that is not of this release, are not kept", async () => {
  for (const response of [() => new Response("", { status: 404, headers: immutable }), () => new Response("new one")]) {
    const scope = world(async () => response());
    const event = assetEvent("/static/old/a.js");
    await asset(event, "v1", scope);
    await Promise.all(event.waiting);
    assert.deepEqual(await (await scope.caches.open("static-v1")).keys(), []);
  }
});

test("covers do not fill the phone", async () => {
  const scope = world(async () => new Response("picture", { headers: immutable }));
  for (let n = 0; n < 65; n += 1) {
    const event = assetEvent(`/covers/${n}.webp`);
    await asset(event, "v1", scope);
    await Promise.all(event.waiting);
  }
  const kept = await (await scope.caches.open("covers-v1")).keys();
  assert.equal(kept.length, 60);
  assert.equal(kept[0].url, `${origin}/covers/5.webp`);
});
