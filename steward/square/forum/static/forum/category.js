// The page of a category: the palette fills the colour field; ticking rights shows at once whom they mean.
const form = document.querySelector("[data-category]");
const preview = form?.querySelector("[data-rights]");
let asked = 0;

async function show() {
  const mine = ++asked;
  const answer = await fetch(form.dataset.preview, { method: "POST", body: new FormData(form) });
  const html = answer.ok ? await answer.text() : "";
  if (html && mine === asked) preview.innerHTML = html;
}

form?.addEventListener("change", (event) => {
  if (event.target.name === "palette") form.querySelector("[data-colour]").value = event.target.value;
  if (event.target.type === "checkbox") show();
});
form?.addEventListener("input", (event) => {
  if (event.target.matches("[data-colour]")) for (const one of form.querySelectorAll("[name=palette]")) one.checked = one.value === event.target.value;
});
