// j and k step through the messages of the page, Enter on a hit opens it.
const messages = () => [...document.querySelectorAll("[data-message]")];

function typing(element) {
  return element.matches?.("input, textarea, select, [contenteditable]") || document.querySelector("dialog[open]");
}

function step(by) {
  const all = messages();
  const here = all.indexOf(document.activeElement?.closest("[data-message]"));
  const target = all[here < 0 ? firstInView(all) : Math.min(all.length - 1, Math.max(0, here + by))];
  if (!target) return;
  if (!target.hasAttribute("tabindex")) target.tabIndex = -1;
  target.focus({ preventScroll: true, focusVisible: true });
  target.scrollIntoView({ block: "nearest" });
}

function firstInView(all) {
  return Math.max(0, all.findIndex((one) => one.getBoundingClientRect().bottom > 80));
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  if (event.key === "j") step(1);
  if (event.key === "k") step(-1);
  if (event.key === "Enter" && event.target.matches?.(".found-hit")) event.target.querySelector(".found-words")?.click();
});

for (const details of document.querySelectorAll(".said-long")) {
  const label = details.querySelector(".said-toggle");
  const closed = label.textContent;
  details.addEventListener("toggle", () => {
    label.textContent = details.open ? label.dataset.less : closed;
  });
}
