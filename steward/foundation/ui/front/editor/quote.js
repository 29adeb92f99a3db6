// Words chosen in a post can be quoted in the answer: a button appears beside them.
import { put } from "./text.js";
import { ask } from "./server.js";

export function quoting(words) {
  const button = Object.assign(document.createElement("button"), { type: "button", className: "btn btn-sm btn-neutral quote-button", hidden: true, textContent: words.quoting });
  document.body.append(button);
  const target = () => document.querySelector('[data-editor][data-place^="topic:"] textarea, [data-editor][data-place^="letter:"] textarea');
  const add = (text) => {
    const field = target();
    if (!field) return;
    const before = field.value.trimEnd();
    put(field, field.value.length - (field.value.length - before.length), field.value.length, `${before ? "\n\n" : ""}${text}`);
    field.scrollIntoView({ block: "center" });
  };
  const chosen = () => {
    const selection = getSelection();
    if (selection.isCollapsed || !selection.rangeCount || !target()) return null;
    const range = selection.getRangeAt(0);
    const post = [range.startContainer, range.endContainer].map((node) => (node.closest ? node : node.parentElement)?.closest(".cooked")?.closest("[data-post]"));
    const text = selection.toString().trim();
    return post[0] && post[0] === post[1] && text ? { post: post[0], text, range } : null;
  };
  document.addEventListener("selectionchange", () => {
    const found = chosen();
    button.hidden = !found;
    if (!found) return;
    const spot = found.range.getBoundingClientRect();
    button.style.left = `${Math.max(8, Math.min(spot.right + scrollX - 40, innerWidth - 100))}px`;
    button.style.top = `${spot.bottom + scrollY + 6}px`;
  });
  button.addEventListener("mousedown", (event) => event.preventDefault());
  button.addEventListener("click", () => {
    const found = chosen();
    if (!found) return;
    const name = (found.post.querySelector(".post-head [data-name], .post-head a")?.textContent.trim() || "#").replace(/([\\[\]*_`~|<>@:])/g, "\\$1");
    const lines = found.text.split("\n").map((line) => `> ${line.trim()}`.trimEnd()).join("\n");
    add(`> [${name}](/p/${found.post.dataset.post}/)：\n${lines}\n\n`);
    button.hidden = true;
    getSelection().removeAllRanges();
    target().focus();
  });
  document.addEventListener("click", async (event) => {
    const act = event.target.closest('[data-act="quote"]');
    const post = act?.closest("[data-post]");
    if (!post || !target() || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const answer = await ask(`/p/${post.dataset.post}/quote/`).catch(() => null);
    if (answer?.ok) add((await answer.json()).markdown);
    else location.assign(act.href);
  });
}
