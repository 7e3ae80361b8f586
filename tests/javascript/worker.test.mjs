import assert from "node:assert/strict";
import { test } from "node:test";

import { activate, install, isStale } from "../../service_worker/install.js";
import { start } from "../../service_worker/main.js";
import { navigation, origin, world } from "./fakes.mjs";

const config = { version: "v2", name: "Ricoche", precache: ["/offline", "/static/abc/js/app.js"] };

test("every listener stands when the script has been read", () => {
  const scope = world();
  start(config, scope);
  const expected = ["install", "activate", "fetch", "push", "notificationclick", "pushsubscriptionchange", "message"];
  assert.deepEqual(Object.keys(scope.listeners), expected);
});

test("installing brings in the release and does not push the old one out", async () => {
  const scope = world();
  await install(config, scope);
  const cached = await (await scope.caches.open("static-v2")).keys();
  assert.deepEqual(cached.map(({ url }) => url), [`${origin}/offline`, `${origin}/static/abc/js/app.js`]);
  assert.equal(scope.told.skipped, undefined);
});

test("activating takes away what is ours and old, and only that", async () => {
  const scope = world();
  const stay = ["static-v2", "covers-v2", "pages-v2-alice", "of-somebody-else"];
  for (const name of ["static-v1", "covers-v1", "pages-v1-alice", "pages-v20-alice", ...stay]) await scope.caches.open(name);
  await activate(config, scope);
  assert.deepEqual(await scope.caches.keys(), stay);
  assert.equal(scope.told.preload && scope.told.claimed, true);
  assert.equal(isStale("static-v22", "v2"), true);
});

test("a waiting version starts when the person asks for it", () => {
  const scope = world();
  start(config, scope);
  scope.listeners.message[0]({ data: { type: "anything" } });
  scope.listeners.message[0]({ data: null });
  assert.equal(scope.told.skipped, undefined);
  scope.listeners.message[0]({ data: { type: "skip-waiting" } });
  assert.equal(scope.told.skipped, true);
});

test("a page may ask whether it is a saved copy", () => {
  const scope = world();
  start(config, scope);
  const answers = [];
  const ports = [{ postMessage: (answer) => answers.push(answer) }];
  scope.listeners.message[0]({ data: { type: "saved-copy" }, ports, source: { id: "unknown" } });
  assert.deepEqual(answers, [null]);
});

test("what is not ours passes by unanswered", () => {
  const scope = world();
  start(config, scope);
  const event = navigation("/shares");
  event.request.method = "POST";
  scope.listeners.fetch[0](event);
  assert.equal(event.response, undefined);
});

test("a push message is waited for at once", () => {
  const scope = world();
  start(config, scope);
  let waited = null;
  scope.listeners.push[0]({ data: null, waitUntil: (promise) => (waited = promise) });
  assert.ok(waited instanceof Promise);
  return waited;
});
