// <form data-confirm="id"> or a submit button with it: the dialog of that id asks first. With [data-name] inside it, the name must be typed.
export function confirmations(root) {
  root.addEventListener("submit", (event) => {
    const form = event.target;
    const dialog = document.getElementById(event.submitter?.dataset.confirm ?? form.dataset.confirm ?? "");
    if (!dialog || form.dataset.confirmed) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const submitter = event.submitter;
    dialog.addEventListener(
      "close",
      () => {
        if (dialog.returnValue !== "yes") return;
        dialog.returnValue = "";
        form.dataset.confirmed = "1";
        form.requestSubmit(submitter);
        delete form.dataset.confirmed;
      },
      { once: true },
    );
    dialog.showModal();
  }, true);
  root.addEventListener("input", (event) => {
    const wanted = event.target.dataset?.name;
    if (!wanted) return;
    const button = event.target.closest("dialog")?.querySelector("[data-yes]");
    if (button) button.disabled = event.target.value.trim() !== wanted;
  });
}
