// @ts-check
/** The notification panels: asks only on a tap, shows where this device stands. */
import { on, showOnly } from "./dom.js";
import { isIos } from "./install.js";
import { current, keepTrue, sendTest, subscribe, supported, unsubscribe } from "./push-subscription.js";
import { announce } from "./toasts.js";

export function start() {
  const { person, pushKey } = document.body.dataset;
  if (!person || !pushKey) return;
  on("click", "[data-push-subscribe]", (button) => press(button, () => subscribe(pushKey, person)));
  on("click", "[data-push-unsubscribe]", (button) => press(button, unsubscribe));
  on("click", "[data-push-test]", (button) => press(button, sendTest, "testSent"));
  if (supported()) keepTrue(pushKey, person).then(connect, () => {});
}

export async function connect() {
  if (!document.querySelector("[data-push]")) return;
  const permission = globalThis.Notification?.permission;
  showOnly("data-push-state", situation({
    supported: supported(), permission, subscribed: !!(await current()), ios: isIos(navigator),
  }));
}

/**
 * Which block a device should see.
 * @param {{supported: boolean, permission: string | undefined, subscribed: boolean, ios: boolean}} device
 */
export function situation({ supported, permission, subscribed, ios }) {
  if (!supported) return ios ? "install" : "unsupported";
  if (permission === "denied") return "blocked";
  return subscribed ? "on" : "off";
}

/** @param {HTMLButtonElement} button @param {() => Promise<void>} act @param {string} [done] the sentence to say */
async function press(button, act, done = "") {
  /** @type {HTMLElement | null} */
  const panel = button.closest("[data-push]");
  button.disabled = true;
  await act().then(() => announce(panel?.dataset[done]), () => announce(panel?.dataset.failed));
  button.disabled = false;
  await connect();
}
