// Small ones: fold and unfold, the current tab in sight, copy to the clipboard, show a password, print, forms that are sent once, files by drag and drop.
export function small(root) {
  for (const tab of root.querySelectorAll(".tab-line[aria-current]")) {
    const list = tab.closest(".tabs-line");
    list.scrollLeft = tab.offsetLeft - list.offsetLeft - (list.clientWidth - tab.clientWidth) / 2;
  }
  root.addEventListener("click", async (event) => {
    const copy = event.target.closest("[data-copy]");
    if (copy) {
      await navigator.clipboard.writeText(copy.dataset.copy || location.href);
      copy.dataset.copied = "";
      const label = copy.querySelector("[data-label]");
      if (label && copy.dataset.done) {
        const before = label.textContent;
        label.textContent = copy.dataset.done;
        setTimeout(() => (label.textContent = before), 2000);
      }
    }
    const eye = event.target.closest("[data-reveal]");
    if (eye) {
      const field = document.getElementById(eye.dataset.reveal);
      field.type = field.type === "password" ? "text" : "password";
      eye.setAttribute("aria-pressed", String(field.type === "text"));
    }
    if (event.target.closest("[data-print]")) window.print();
    const fold = event.target.closest("[data-toggles]");
    if (fold) {
      const open = document.getElementById(fold.dataset.toggles).toggleAttribute("data-open");
      fold.setAttribute("aria-expanded", String(open));
    }
  });
  root.addEventListener("submit", (event) => {
    if (event.defaultPrevented || event.target.matches("[hx-post], [hx-get], [method=dialog], [data-again]")) return;
    setTimeout(() => {
      for (const button of event.target.querySelectorAll("button[type=submit]")) button.disabled = true;
    });
  });
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) for (const button of root.querySelectorAll("button[type=submit]:disabled")) button.disabled = false;
  });
  for (const kind of ["dragover", "dragleave", "drop"]) {
    root.addEventListener(kind, (event) => {
      const zone = event.target.closest?.("[data-drop]");
      if (!zone) return;
      event.preventDefault();
      zone.toggleAttribute("data-over", kind === "dragover");
      if (kind !== "drop") return;
      const input = zone.querySelector("input[type=file]");
      input.files = event.dataTransfer.files;
      input.dispatchEvent(new Event("change", { bubbles: true }));
    });
  }
  root.addEventListener("change", (event) => {
    const names = event.target.closest("[data-drop]")?.querySelector("[data-names]");
    if (names && event.target.files) names.textContent = [...event.target.files].map((file) => file.name).join(", ");
  });
}
