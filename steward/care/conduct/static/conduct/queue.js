// Keys of the queue: j and k move, Enter opens, x ticks, n goes to the most urgent case nobody works on.
const here = document.querySelector("[data-queue]");
const cases = () => [...document.querySelectorAll(`#${here.dataset.queue} [data-case]`)];

function go(step) {
  const all = cases();
  const at = all.indexOf(document.activeElement);
  const next = all[Math.max(0, Math.min(all.length - 1, at < 0 ? 0 : at + step))];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
}

const tick = () => document.activeElement.closest("tr")?.querySelector("[data-row]")?.click();

const acts = { x: tick, j: () => go(1), k: () => go(-1), n: () => document.querySelector("main a[href$='/queue/next/']")?.click() };

document.addEventListener("keydown", (event) => {
  if (!here || event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input, textarea, select")) return;
  const act = acts[event.key.toLowerCase()];
  if (!act || document.querySelector("dialog[open]")) return;
  event.preventDefault();
  act();
});
