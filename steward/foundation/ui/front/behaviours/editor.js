// Makes an editor of every [data-editor]: tools, keys, lists, names, pictures, preview, drafts. Without it the text area stays.
import { drafts } from "../editor/drafts.js";
import { emoji } from "../editor/emoji.js";
import { lists } from "../editor/lists.js";
import { mentions } from "../editor/mentions.js";
import { pictures } from "../editor/pictures.js";
import { preview } from "../editor/preview.js";
import { quoting } from "../editor/quote.js";
import { toolbar } from "../editor/toolbar.js";

export function editor(root) {
  const begin = () => {
    for (const box of root.querySelectorAll("[data-editor]:not([data-ready])")) upgrade(box);
  };
  begin();
  root.addEventListener("htmx:load", begin);
}

let quotes = false;

function upgrade(box) {
  box.setAttribute("data-ready", "");
  const parts = box.querySelector("[data-editor-parts]");
  if (!parts) return;
  const field = box.querySelector("textarea");
  const frame = field.parentElement;
  const form = field.form;
  const made = parts.content.cloneNode(true);
  const [bar, pane, list, note, input, people, faces, notice, said] = made.children;
  const words = said.dataset;
  box.dataset.topic = /^topic:(\d+)$/.exec(box.dataset.place)?.[1] ?? "";
  frame.prepend(bar);
  frame.append(pane, people, faces);
  frame.after(notice, list, note, input);

  const tool = (name) => bar.querySelector(`[data-tool="${name}"]`);
  const mention = mentions({ box, field, list: people, note, words });
  const acts = {
    preview: preview({ box, field, button: tool("preview"), pane, words }),
    emoji: emoji({ field, pane: faces, button: tool("emoji") }),
    picture: pictures({ box, field, input, list, note, words }),
    mention,
  };
  toolbar({ field, bar, words, acts });
  lists(field);
  if (form) {
    drafts({ box, field, form, notice, note, words });
    box.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.isComposing || event.keyCode === 229) return;
      event.preventDefault();
      form.requestSubmit();
    });
  }
  if (!quotes) quoting(words);
  quotes = true;
}
