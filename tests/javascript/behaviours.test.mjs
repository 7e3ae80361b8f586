import assert from "node:assert/strict";
import { test } from "node:test";

import { digits } from "../../static/js/code-field.js";
import { isIos, wayToInstall } from "../../static/js/install.js";
import { sentence } from "../../static/js/own-words.js";
import { situation } from "../../static/js/push.js";
import { base64url, mustTell } from "../../static/js/push-subscription.js";
import { inserted } from "../../static/js/starters.js";

const day = 86_400_000;

test("a pasted code keeps its digits", () => {
  assert.equal(digits(" 123 456 "), "123456");
  assert.equal(digits("12-34-56-78"), "123456");
  assert.equal(digits("１２３４５６"), "123456");
  assert.equal(digits("code"), "");
});

test("a count is said in the language's own plural", () => {
  const french = (n) => sentence(n, "{n} caractère", "{n} caractères", "fr");
  assert.equal(french(0), "0 caractère");
  assert.equal(french(1), "1 caractère");
  assert.equal(french(2), "2 caractères");
  assert.equal(french(1234).replace(/\s/u, " "), "1 234 caractères");
  assert.equal(sentence(0, "{n} character", "{n} characters", "en"), "0 characters");
});

test("a starter begins an empty text and a new line in another", () => {
  assert.deepEqual(inserted("", 0, "Dans mon équipe, "), ["Dans mon équipe, ", 17]);
  assert.deepEqual(inserted("Bonjour. ", 9, "Et "), ["Bonjour.\nEt ", 12]);
  assert.deepEqual(inserted("Un deux", 2, "Et "), ["Un\nEt deux", 6]);
});

test("installing is offered where it can be done, and not again for thirty days", () => {
  const device = { installed: false, putOff: null, offered: true, ios: false };
  assert.equal(wayToInstall(device, 0), "prompt");
  assert.equal(wayToInstall({ ...device, offered: false }, 0), null);
  assert.equal(wayToInstall({ ...device, offered: false, ios: true }, 0), "ios");
  assert.equal(wayToInstall({ ...device, installed: true }, 0), null);
  assert.equal(wayToInstall({ ...device, putOff: day }, 31 * day - 1), null);
  assert.equal(wayToInstall({ ...device, putOff: day }, 31 * day), "prompt");
});

test("an iPad says it is a Mac, but has a touch screen", () => {
  assert.equal(isIos({ standalone: false, maxTouchPoints: 5 }), true);
  assert.equal(isIos({ standalone: false, maxTouchPoints: 0 }), false);
  assert.equal(isIos({ maxTouchPoints: 5 }), false);
});

test("a device sees one block about push", () => {
  const device = { supported: true, permission: "default", subscribed: false, ios: false };
  assert.equal(situation(device), "off");
  assert.equal(situation({ ...device, permission: "granted" }), "off");
  assert.equal(situation({ ...device, permission: "granted", subscribed: true }), "on");
  assert.equal(situation({ ...device, permission: "denied", subscribed: true }), "blocked");
  assert.equal(situation({ ...device, supported: false }), "unsupported");
  assert.equal(situation({ ...device, supported: false, ios: true }), "install");
});

test("the server is told of a new, moved or day-old subscription", () => {
  const memory = { person: "p", endpoint: "https://push.example/1", at: day };
  assert.equal(mustTell(null, memory.endpoint, day), true);
  assert.equal(mustTell(memory, memory.endpoint, 2 * day), false);
  assert.equal(mustTell(memory, memory.endpoint, 2 * day + 1), true);
  assert.equal(mustTell(memory, "https://push.example/2", day), true);
});

test("keys are compared as browsers and servers write them", () => {
  assert.equal(base64url(new Uint8Array([251, 255, 254, 0])), "-__-AA");
});
