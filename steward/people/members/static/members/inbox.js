// Keys of the proposals inbox: j and k move, a accepts, r refuses, u takes back; the answered card moves to the next.
const inbox = document.querySelector("[data-inbox]");
const cards = () => [...inbox.querySelectorAll("[data-pair]")];
let at = 0;

function go(step) {
  const all = cards();
  at = Math.max(0, Math.min(all.length - 1, at + step));
  all[at]?.focus();
  all[at]?.scrollIntoView({ block: "nearest" });
}

function press(name) {
  cards()[at]?.querySelector(`form[data-${name}]`)?.requestSubmit();
}

const acts = { j: () => go(1), k: () => go(-1), a: () => press("accept"), r: () => press("reject"), u: () => press("undo") };

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input, textarea, select")) return;
  if (!document.querySelector("dialog[open]")) acts[event.key.toLowerCase()]?.();
});
inbox?.addEventListener("focusin", (event) => {
  const card = event.target.closest("[data-pair]");
  if (card) at = cards().indexOf(card);
});
inbox?.addEventListener("htmx:afterSettle", () => go(cards()[at]?.querySelector("form[data-accept]") ? 0 : 1));
