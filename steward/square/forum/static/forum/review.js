// Keys of the review queue: j and k move, a approves, r goes to the reason and, once there is one, rejects.
const list = document.querySelector("[data-review]");
const cases = () => [...list.querySelectorAll("[data-case]")];
let at = 0;

function go(step) {
  const all = cases();
  at = Math.max(0, Math.min(all.length - 1, at + step));
  all[at]?.focus();
  all[at]?.scrollIntoView({ block: "nearest" });
}

function reject() {
  const here = cases()[at];
  const reason = here?.querySelector("[data-reason]");
  if (reason?.value) here.querySelector("[data-reject]").click();
  else reason?.focus();
}

const acts = { j: () => go(1), k: () => go(-1), a: () => cases()[at]?.querySelector("[data-approve]").click(), r: reject };

document.addEventListener("keydown", (event) => {
  if (!list || event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input, textarea, select")) return;
  const act = acts[event.key.toLowerCase()];
  if (!act || document.querySelector("dialog[open]")) return;
  event.preventDefault(); // or the letter would choose something in the list of reasons
  act();
});
list?.addEventListener("focusin", (event) => {
  const here = event.target.closest("[data-case]");
  if (here) at = cases().indexOf(here);
});
list?.addEventListener("change", (event) => {
  if (event.target.matches("[data-reason]")) event.target.closest("[data-case]").focus();
});
