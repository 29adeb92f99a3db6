// The script of the portal: htmx and the behaviours members meet. What only some pages need is loaded there.
import htmx from "htmx.org";
import { confirmations } from "./behaviours/confirm.js";
import { dialogs } from "./behaviours/dialogs.js";
import { menus } from "./behaviours/menus.js";
import { shortcuts } from "./behaviours/shortcuts.js";
import { small } from "./behaviours/small.js";
import { toasts } from "./behaviours/toasts.js";

document.documentElement.classList.add("js");
window.htmx = htmx;
for (const start of [dialogs, menus, shortcuts, toasts, confirmations, small]) start(document);

const optional = {
  '[data-tool="bell"]': () => import("./behaviours/bell.js").then((module) => module.bell),
  "[data-chart]": () => import("./behaviours/charts.js").then((module) => module.charts),
  "[data-editor]": () => import("./behaviours/editor.js").then((module) => module.editor),
  "[data-video]": () => import("./behaviours/videos.js").then((module) => module.videos),
  "[data-square]": () => import("./behaviours/square.js").then((module) => module.square),
};
const begun = new Set();

function begin() {
  for (const [selector, load] of Object.entries(optional)) {
    if (begun.has(selector) || !document.querySelector(selector)) continue;
    begun.add(selector);
    load().then((start) => start(document));
  }
}
begin();
document.addEventListener("htmx:load", begin);
