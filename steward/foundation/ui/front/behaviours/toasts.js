// A note goes away by itself after a while, never while it is pointed at or holds the focus; errors stay.
const SHOWN = 8000;

export function toasts(root) {
  const box = root.getElementById("toasts");
  if (!box) return;
  const watch = (note) => {
    if (note.dataset.level === "error") return;
    const leave = () => {
      if (note.matches(":hover, :focus-within")) setTimeout(leave, SHOWN / 2);
      else note.remove();
    };
    setTimeout(leave, SHOWN);
  };
  box.querySelectorAll(".toast-note").forEach(watch);
  new MutationObserver((changes) => {
    for (const change of changes) for (const node of change.addedNodes) if (node.matches?.(".toast-note")) watch(node);
  }).observe(box, { childList: true });
  root.addEventListener("click", (event) => {
    if (event.target.closest("[data-dismiss]")) event.target.closest(".toast-note, .note")?.remove();
  });
  root.addEventListener("htmx:responseError", () => fail(box));
  root.addEventListener("htmx:sendError", () => fail(box));
}

function fail(box) {
  const note = document.getElementById("toast-failed")?.content.firstElementChild?.cloneNode(true);
  if (note && !box.querySelector("[data-failed]")) box.append(note);
}
