// The board: cards are dragged with the mouse, or moved with Shift and an arrow; arrows go from card to card.
const board = () => document.querySelector("[data-board]");
const columns = () => [...board().querySelectorAll("[data-column]")];
const cards = (column) => [...column.querySelectorAll("[data-card]")];
let dragged = null;

async function move(card, column, under) {
  const id = card.dataset.card;
  const query = board().dataset.query;
  await window.htmx.ajax("POST", `/console/work/tasks/${id}/move/${query}`, {
    source: board(),
    target: "#board",
    swap: "outerHTML",
    values: { state: column.dataset.column, under: under ? under.dataset.card : "" },
  });
  document.querySelector(`[data-card="${CSS.escape(id)}"]`)?.focus();
}

// The card that the pointer is below of: the dropped one goes under it.
function cardAbove(column, y) {
  let found = null;
  for (const card of cards(column)) {
    if (card === dragged) continue;
    const box = card.getBoundingClientRect();
    if (y > box.top + box.height / 2) found = card;
  }
  return found;
}

document.addEventListener("dragstart", (event) => {
  dragged = event.target.closest?.("[data-card]");
  if (!dragged) return;
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", dragged.dataset.card);
  dragged.classList.add("opacity-50");
});
document.addEventListener("dragend", () => {
  dragged?.classList.remove("opacity-50");
  dragged = null;
});
document.addEventListener("dragover", (event) => {
  if (dragged && event.target.closest("[data-column]")) event.preventDefault();
});
document.addEventListener("drop", (event) => {
  const column = event.target.closest("[data-column]");
  if (!dragged || !column) return;
  event.preventDefault();
  move(dragged, column, cardAbove(column, event.clientY));
});

document.addEventListener("keydown", (event) => {
  const card = event.target;
  if (!card.matches?.("[data-card]") || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Enter") {
    card.querySelector("a")?.click();
    return;
  }
  const step = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] }[event.key];
  if (!step) return;
  event.preventDefault();
  const all = columns();
  const at = all.findIndex((column) => column.contains(card));
  const row = cards(all[at]).indexOf(card);
  const column = all[at + step[0]];
  if (!column) return;
  if (!event.shiftKey) {
    const near = cards(column);
    near[Math.min(row + step[1], near.length - 1)]?.focus();
  } else if (step[0]) move(card, column, null);
  else if (card.draggable) shift(card, column, row, step[1]);
});

function shift(card, column, row, by) {
  const near = cards(column);
  if (!near[row + by]) return;
  move(card, column, by > 0 ? near[row + 1] : near[row - 2]);
}
