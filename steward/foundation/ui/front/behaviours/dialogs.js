// [data-opens="id"] opens the <dialog> of that id, [data-closes] closes the one it is in; a click beside it closes too.
export function dialogs(root) {
  root.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-opens]");
    if (opener) {
      const dialog = document.getElementById(opener.dataset.opens);
      if (dialog) {
        event.preventDefault();
        dialog.showModal();
      }
      return;
    }
    if (event.target.closest("[data-closes]")) event.target.closest("dialog")?.close();
    if (event.target instanceof HTMLDialogElement && beside(event)) event.target.close();
  });
}

function beside(event) {
  const box = event.target.querySelector(".modal-box")?.getBoundingClientRect();
  if (!box) return false;
  const { clientX: x, clientY: y } = event;
  return x < box.left || x > box.right || y < box.top || y > box.bottom;
}
