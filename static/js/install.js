// @ts-check
/** Offers to install the app where that is possible, not yet done, and not put off lately. */
import { on, showOnly } from "./dom.js";
import { read, write } from "./storage.js";

const later = 30 * 86_400_000;
/** @type {any} the browser's own offer, kept until the person asks for it */
let offer = null;

export function start() {
  addEventListener("beforeinstallprompt", keep);
  addEventListener("appinstalled", () => keep(null));
  on("click", "[data-install-accept]", accept);
  on("click", "[data-install-later]", putOff);
}

export function connect() {
  const way = wayToInstall({
    installed: matchMedia("(display-mode: standalone)").matches || /** @type {any} */ (navigator).standalone === true,
    putOff: read("install.later"),
    offered: offer !== null,
    ios: isIos(navigator),
  }, Date.now());
  for (const panel of document.querySelectorAll("[data-install]")) panel.toggleAttribute("hidden", !way);
  showOnly("data-install-steps", way);
}

/**
 * "prompt", "ios" or null where nothing should be offered.
 * @param {{installed: boolean, putOff: number | null, offered: boolean, ios: boolean}} device @param {number} now
 */
export function wayToInstall({ installed, putOff, offered, ios }, now) {
  if (installed || (putOff && now - putOff < later)) return null;
  if (offered) return "prompt";
  return ios ? "ios" : null;
}

/** Only Safari on iPhone and iPad knows `standalone`. @param {Navigator} browser */
export function isIos(browser) {
  return "standalone" in browser && browser.maxTouchPoints > 1;
}

/** @param {Event | null} event */
function keep(event) {
  event?.preventDefault();
  offer = event;
  connect();
}

async function accept() {
  await offer?.prompt();
  if ((await offer?.userChoice)?.outcome === "dismissed") putOff();
}

function putOff() {
  write("install.later", Date.now());
  keep(null);
}
