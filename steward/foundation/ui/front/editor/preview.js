// The words as they will look, in the place of the text.
import { ask } from "./server.js";

export function preview({ box, field, button, pane, words }) {
  let turn = 0;
  return async () => {
    const open = pane.hidden;
    const mine = ++turn;
    pane.hidden = !open;
    field.hidden = open;
    button.setAttribute("aria-pressed", String(open));
    box.toggleAttribute("data-looking", open);
    const tools = [...button.parentElement.children];
    for (const tool of tools) tool.tabIndex = tool === (open ? button : tools[0]) ? 0 : -1;
    if (!open) return field.focus();
    pane.style.minHeight = `${Math.min(field.dataset.height ?? 120, 400)}px`;
    const body = new URLSearchParams({ source: field.value, topic: box.dataset.topic ?? "" });
    try {
      const answer = await ask(box.dataset.preview, { method: "POST", body, headers: { "HX-Request": "true" } });
      if (mine !== turn) return;
      if (!answer.ok) throw new Error(answer.status);
      pane.innerHTML = (await answer.text()) || `<p class="muted"></p>`;
      if (!field.value.trim()) pane.textContent = words.empty;
    } catch {
      pane.textContent = words.offline;
    }
    pane.focus();
  };
}
