// Pictures: chosen, pasted or dropped. A sign stands where each will be until it has been sent.
import { put } from "./text.js";
import { token } from "./server.js";

let count = 0;

export function pictures({ box, field, input, list, note, words }) {
  const sending = new Map();
  const replace = (sign, text) => {
    const at = field.value.indexOf(sign);
    if (at < 0) return;
    const { selectionStart, selectionEnd } = field;
    const shift = text.length - sign.length;
    field.setRangeText(text, at, at + sign.length);
    const moved = (place) => (place >= at + sign.length ? place + shift : Math.min(place, at + text.length));
    field.setSelectionRange(moved(selectionStart), moved(selectionEnd));
    field.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const finish = (request, sign, text, problem = "") => {
    sending.get(request)?.remove();
    sending.delete(request);
    list.hidden = !sending.size;
    replace(sign, text);
    if (problem) note.textContent = problem;
    note.toggleAttribute("data-bad", Boolean(problem));
  };
  const send = (file) => {
    const name = file.name.replace(/[[\]()!\n]/g, " ").slice(0, 60);
    const sign = `![${words.sending.replace("%s", name)}](#${++count})`;
    put(field, field.selectionStart, field.selectionEnd, `${sign}\n`);
    const request = new XMLHttpRequest();
    const row = document.createElement("li");
    const bar = Object.assign(document.createElement("progress"), { max: 1, value: 0 });
    bar.setAttribute("aria-label", name);
    row.append(name, bar);
    list.append(row);
    list.hidden = false;
    sending.set(request, row);
    request.upload.onprogress = (event) => (bar.value = event.total ? event.loaded / event.total : 0);
    request.onload = () => {
      const said = answer(request);
      if (request.status === 200) finish(request, sign, said.markdown);
      else finish(request, `${sign}\n`, "", said.detail || words.failed.replace("%s", name));
    };
    request.onerror = () => finish(request, `${sign}\n`, "", words.failed.replace("%s", name));
    request.open("POST", box.dataset.upload);
    request.setRequestHeader("X-CSRFToken", token());
    const body = new FormData();
    body.append("file", file);
    request.send(body);
  };
  const take = (files) => [...files].filter((file) => file.type.startsWith("image/")).forEach(send);

  input.addEventListener("change", () => (take(input.files), (input.value = "")));
  field.addEventListener("paste", (event) => {
    const files = event.clipboardData?.files ?? [];
    if (![...files].some((file) => file.type.startsWith("image/")) || event.clipboardData.types.includes("text/plain")) return;
    event.preventDefault();
    take(files);
  });
  field.addEventListener("dragover", (event) => event.dataTransfer.types.includes("Files") && (event.preventDefault(), box.setAttribute("data-over", "")));
  for (const kind of ["dragleave", "drop"]) field.addEventListener(kind, () => box.removeAttribute("data-over"));
  field.addEventListener("drop", (event) => event.dataTransfer.files.length && (event.preventDefault(), take(event.dataTransfer.files)));
  box.closest("form")?.addEventListener("submit", (event) => {
    if (!sending.size) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    note.textContent = words.wait;
  }, true);
  return () => input.click();
}

function answer(request) {
  try {
    return JSON.parse(request.responseText);
  } catch {
    return {};
  }
}
