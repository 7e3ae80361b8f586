import assert from "node:assert/strict";
import { test } from "node:test";

import { heed, mayKeep, purge, saved } from "../../service_worker/pages.js";
import { answer, kept, navigation, setClock, world } from "./fakes.mjs";

const hour = 3_600_000;
const keep = (scope, path, body = "page", tag = "alice") =>
  heed(navigation(path).request, answer(body, kept(tag)), "v1", scope);
const read = async (scope, path, version = "v1") => (await saved(navigation(path).request, version, scope))?.response.text();

test("a page is kept only when the server says so, whole, fresh and of a session", () => {
  const page = navigation("/feed").request;
  assert.equal(mayKeep(page, answer("x", kept())), true);
  assert.equal(mayKeep(page, answer("x")), false);
  assert.equal(mayKeep(page, answer("x", { "X-Offline": "keep" })), false);
  assert.equal(mayKeep(page, answer("x", kept("../alice"))), false);
  assert.equal(mayKeep(page, answer("x", kept(), 203)), false);
  assert.equal(mayKeep(page, answer("x", kept(), 404)), false);
  assert.equal(mayKeep(page, answer("{}", { ...kept(), "Content-Type": "application/json" })), false);
  assert.equal(mayKeep({ ...page, headers: new Headers({ "HX-Request": "true" }) }, answer("x", kept())), false);
  assert.equal(mayKeep({ ...page, method: "POST" }, answer("x", kept())), false);
  const redirected = Object.defineProperty(answer("x", kept()), "redirected", { value: true });
  assert.equal(mayKeep(page, redirected), false);
});

test("a saved page is read again, also when the installed app starts on it", async () => {
  const scope = world();
  await keep(scope, "/feed?topic=data#top", "data");
  await keep(scope, "/feed", "all");
  assert.equal(await read(scope, "/feed?source=pwa"), "all");
  assert.equal(await read(scope, "/feed?topic=data"), "data");
  assert.equal(await read(scope, "/me"), undefined);
  assert.deepEqual(await scope.caches.keys(), ["pages-v1-alice"]);
});

test("a saved page is forgotten after a day", async () => {
  const scope = world();
  setClock(hour);
  await keep(scope, "/feed");
  setClock(25 * hour);
  assert.equal(await read(scope, "/feed"), "page");
  setClock(25 * hour + 1);
  assert.equal(await read(scope, "/feed"), undefined);
  setClock(hour);
  assert.equal(await read(scope, "/feed"), undefined, "and it is gone, not hidden");
});

test("a page of a megabyte is not kept", async () => {
  const scope = world();
  await keep(scope, "/long", "x".repeat(999_999));
  await keep(scope, "/longer", "x".repeat(1_000_000));
  assert.equal((await read(scope, "/long")).length, 999_999);
  assert.equal(await read(scope, "/longer"), undefined);
});

test("the thirty pages read last stay", async () => {
  const scope = world();
  for (let n = 0; n < 30; n += 1) await keep(scope, `/posts/${n}`);
  await keep(scope, "/posts/0", "again");
  await keep(scope, "/posts/30");
  assert.equal(await read(scope, "/posts/0"), "again");
  assert.equal(await read(scope, "/posts/1"), undefined);
  assert.equal((await (await scope.caches.open("pages-v1-alice")).keys()).length, 30);
});

test("another session's pages go before the first of the new one is kept", async () => {
  const scope = world();
  await keep(scope, "/feed", "alice's", "alice");
  await keep(scope, "/me", "bob's", "bob");
  assert.equal(await read(scope, "/feed"), undefined);
  assert.deepEqual(await scope.caches.keys(), ["pages-v1-bob"]);
});

test("pages of another version are not read", async () => {
  const scope = world();
  await keep(scope, "/feed");
  assert.equal(await read(scope, "/feed", "v2"), undefined);
});

test("purging drops every saved page and the number on the icon, and nothing else", async () => {
  const scope = world();
  await keep(scope, "/feed");
  await scope.caches.open("pages-v0-bob");
  await scope.caches.open("static-v1");
  await scope.caches.open("of-somebody-else");
  await heed(navigation("/sign-in").request, answer("", { "X-Offline": "purge" }), "v1", scope);
  assert.deepEqual(await scope.caches.keys(), ["static-v1", "of-somebody-else"]);
  assert.deepEqual(scope.told.badges, [0]);
});

test("purging works where there is no number on icons", async () => {
  const scope = world();
  scope.navigator = { clearAppBadge: () => Promise.reject(new Error("not installed")) };
  await purge(scope);
  scope.navigator = {};
  await purge(scope);
});
