// j and k move the focus from row to row ([data-row] inside [data-rows]), as the arrows of a list would; Enter opens it.
export function rows(root) {
  root.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !"jk".includes(event.key)) return;
    if (event.target.matches?.("input, textarea, select, [contenteditable]") || root.querySelector("dialog[open]")) return;
    const all = [...root.querySelectorAll("[data-rows] [data-row]")];
    if (!all.length) return;
    const here = all.indexOf(root.activeElement);
    const next = event.key === "j" ? here + 1 : here < 0 ? all.length - 1 : here - 1;
    all[Math.min(Math.max(next, 0), all.length - 1)].focus();
    event.preventDefault();
  });
}
