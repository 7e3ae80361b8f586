// @ts-check
/** Entry: starts every behaviour, and shows each its new markup after a swap. The contract is docs/javascript.md. */
import * as badge from "./badge.js";
import * as codeField from "./code-field.js";
import * as copy from "./copy.js";
import * as focus from "./focus.js";
import * as install from "./install.js";
import * as network from "./network.js";
import * as ownWords from "./own-words.js";
import * as push from "./push.js";
import * as registration from "./registration.js";
import * as savedPages from "./saved-pages.js";
import * as share from "./share.js";
import * as sheet from "./sheet.js";
import * as signOut from "./sign-out.js";
import * as starters from "./starters.js";
import * as toasts from "./toasts.js";

/** @type {{start?: () => void, connect?: () => void}[]} */
const behaviours = [
  toasts, network, focus, sheet, copy, share, ownWords, starters, codeField,
  signOut, savedPages, install, push, badge, registration,
];

for (const behaviour of behaviours) behaviour.start?.();
connectAll();
document.addEventListener("htmx:after:swap", connectAll);

function connectAll() {
  for (const element of document.querySelectorAll("[data-enhanced]")) element.removeAttribute("hidden");
  for (const behaviour of behaviours) behaviour.connect?.();
}
