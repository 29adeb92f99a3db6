// A case: its keys, the veil over disturbing words, and how long it lies in front of somebody.
const page = document.querySelector("[data-case-page]");
const BEAT = 20;

function unveil() {
  for (const one of page.querySelectorAll("[data-veil]")) one.toggleAttribute("data-blurred");
}

// What the ladder proposes goes into level, time and unit.
function propose() {
  const button = page.querySelector("[data-judge-suggested]");
  if (!button) return;
  const form = page.querySelector("[data-judge]");
  form.elements.time.value = button.dataset.time === "0" ? "" : button.dataset.time;
  form.elements.unit.value = button.dataset.unit;
  page.querySelector(`[data-judge-level="${button.dataset.level}"]`)?.click();
}

function choose(number) {
  const level = page.querySelector(`[data-judge-digit="${number}"]`);
  level?.click();
  level?.focus();
}

const acts = {
  b: unveil,
  c: () => page.querySelector("[data-claims] button[type=submit]")?.click(),
  d: () => page.querySelector("[data-judge-clause]")?.focus(),
  p: propose,
  n: () => page.querySelector("[data-key=n]")?.click(),
  s: () => page.querySelector("[data-judge-submit]")?.click(),
  u: () => page.querySelector("header nav a")?.click(),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  if (event.target.matches("textarea, select, input:not([type=radio], [type=checkbox])")) return;
  const act = /^[0-9]$/.test(event.key) ? () => choose(event.key) : acts[event.key.toLowerCase()];
  if (!act) return;
  event.preventDefault();
  act();
});
page.addEventListener("click", (event) => {
  if (event.target.closest("[data-unveil]")) unveil();
  if (event.target.closest("[data-judge-suggested]")) propose();
});

const sheet = document.querySelector("#shortcuts dl");
sheet?.prepend(page.querySelector("[data-more-keys]").content);

// Only while the page is in front of somebody: the time counts for their load, and keeps their claim.
let seconds = 0;
setInterval(async () => {
  if (document.visibilityState !== "visible") return;
  seconds += 1;
  if (seconds < BEAT) return;
  const body = new FormData();
  body.set("seconds", String(seconds));
  seconds = 0;
  const token = JSON.parse(document.body.getAttribute("hx-headers") || "{}")["X-CSRFToken"];
  await fetch(page.dataset.span, { method: "POST", body, headers: { "X-CSRFToken": token } }).catch(() => {});
}, 1000);
