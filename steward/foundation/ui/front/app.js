// The script of console and entrance: htmx for speed, Alpine for state, our behaviours one by one.
import Alpine from "@alpinejs/csp";
import htmx from "htmx.org";
import { charts } from "./behaviours/charts.js";
import { confirmations } from "./behaviours/confirm.js";
import { dialogs } from "./behaviours/dialogs.js";
import { filters } from "./behaviours/filters.js";
import { menus } from "./behaviours/menus.js";
import { palette } from "./behaviours/palette.js";
import { rows } from "./behaviours/rows.js";
import { selection } from "./behaviours/selection.js";
import { shortcuts } from "./behaviours/shortcuts.js";
import { small } from "./behaviours/small.js";
import { toasts } from "./behaviours/toasts.js";

document.documentElement.classList.add("js");
window.htmx = htmx;
Alpine.data("palette", palette);
Alpine.data("selection", selection);
Alpine.start();
for (const start of [dialogs, menus, shortcuts, toasts, confirmations, filters, rows, small, charts]) start(document);
