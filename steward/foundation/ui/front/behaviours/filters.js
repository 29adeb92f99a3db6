// <form data-auto>: a changed choice is sent at once; empty fields are left out of the address.
export function filters(root) {
  root.addEventListener("change", (event) => {
    const form = event.target.closest("form[data-auto]");
    if (form && !event.target.matches("[data-no-auto]")) form.requestSubmit();
  });
  root.addEventListener("formdata", (event) => {
    if (!event.target.matches("form[method=get]")) return;
    for (const [name, value] of [...event.formData.entries()]) {
      if (value !== "") continue;
      const kept = event.formData.getAll(name).filter((one) => one !== "");
      event.formData.delete(name);
      for (const one of kept) event.formData.append(name, one);
    }
  });
}
