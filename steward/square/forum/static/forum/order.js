// Dragging categories into another order; a category takes those below it along. The arrows do the same without a script.
const list = document.querySelector("[data-order]");
let held = [];

function block(item) {
  const items = [item];
  for (let next = item.nextElementSibling; item.dataset.depth === "0" && next?.dataset.depth === "1"; next = next.nextElementSibling) items.push(next);
  return items;
}

function fits(target) {
  return target && !held.includes(target) && target.dataset.depth === held[0].dataset.depth;
}

function keep() {
  const form = document.getElementById("order");
  for (const item of list.children) {
    const field = Object.assign(document.createElement("input"), { type: "hidden", name: "ids", value: item.dataset.id });
    form.append(field);
  }
  form.requestSubmit();
}

list?.addEventListener("pointerdown", (event) => {
  const item = event.target.closest("[data-grip]")?.closest("li");
  if (item) item.draggable = true;
});
list?.addEventListener("dragstart", (event) => {
  held = block(event.target.closest("li"));
  event.dataTransfer.effectAllowed = "move";
});
list?.addEventListener("dragover", (event) => {
  const target = event.target.closest("li");
  if (!held.length || !fits(target)) return;
  event.preventDefault();
  const box = target.getBoundingClientRect();
  if (event.clientY < box.top + box.height / 2) target.before(...held);
  else block(target).at(-1).after(...held);
});
list?.addEventListener("drop", (event) => {
  event.preventDefault();
  if (held.length) keep();
});
list?.addEventListener("dragend", () => {
  for (const item of held) item.draggable = false;
  held = [];
});
