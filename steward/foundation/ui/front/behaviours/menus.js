// <details data-menu>: one open at a time, closed by Escape, a click elsewhere or a choice; arrows move inside.
// A panel that would leave the window hangs from the other side.
export function menus(root) {
  const open = () => root.querySelectorAll("details[data-menu][open]");
  root.addEventListener("click", (event) => {
    for (const menu of open()) {
      const inside = menu.contains(event.target);
      if (!inside || event.target.closest("[data-menu-close]")) menu.open = false;
    }
  });
  root.addEventListener(
    "toggle",
    (event) => {
      if (!event.target.matches("details[data-menu][open]")) return;
      const panel = event.target.querySelector(".menu-panel");
      const box = panel.getBoundingClientRect();
      if (box.left < 0) panel.classList.add("from-start");
      else if (box.right > innerWidth) panel.classList.remove("from-start");
    },
    true,
  );
  root.addEventListener("keydown", (event) => {
    const menu = event.target.closest?.("details[data-menu][open]");
    if (!menu) return;
    if (event.key === "Escape") {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const items = [...menu.querySelectorAll("summary ~ * :is(a, button, input):not([disabled])")];
      const step = event.key === "ArrowDown" ? 1 : -1;
      const next = items[(items.indexOf(document.activeElement) + step + items.length) % items.length];
      event.preventDefault();
      next?.focus();
    }
  });
}
