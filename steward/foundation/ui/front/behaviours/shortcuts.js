// Ctrl/⌘ K opens the palette, ? the sheet of shortcuts, / the page's search field, g then a letter goes to a wing.
export function shortcuts(root) {
  let waiting = 0;
  root.addEventListener("keydown", (event) => {
    const key = event.key.toLowerCase();
    if ((event.ctrlKey || event.metaKey) && key === "k") {
      event.preventDefault();
      document.getElementById("palette")?.showModal();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || document.querySelector("dialog[open]")) return;
    if (event.key === "?") document.getElementById("shortcuts")?.showModal();
    if (event.key === "/") {
      const field = document.querySelector("main [data-search]");
      if (field) {
        event.preventDefault();
        field.focus();
      }
    }
    if (Date.now() - waiting < 1200) {
      waiting = 0;
      document.querySelector(`a[data-go="${CSS.escape(key)}"]`)?.click();
    } else if (key === "g") waiting = Date.now();
  });
}

function typing(element) {
  return element.matches?.("input, textarea, select, [contenteditable]");
}
