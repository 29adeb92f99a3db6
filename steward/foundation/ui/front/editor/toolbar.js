// The tools and their keys. Arrow keys walk along the bar, which is one stop for the tabulator.
import { block, prefix, put, wrap } from "./text.js";

const KEYS = { b: "bold", i: "italic", k: "link", e: "code" };
const SHIFTED = { p: "preview", x: "strike", 7: "numbered", 8: "list", 9: "quote" };

export function toolbar({ field, bar, words, acts }) {
  const tools = {
    bold: () => wrap(field, "**", "**", words.bold),
    italic: () => wrap(field, "*", "*", words.italic),
    strike: () => wrap(field, "~~", "~~", words.strike),
    heading: () => prefix(field, () => "## ", /^#{1,6} /, words.heading),
    link: () => link(field, words),
    quote: () => prefix(field, () => "> ", /^> ?/, words.said),
    code: () => code(field, words),
    list: () => prefix(field, () => "- ", /^[-*+] (?!\[)/, words.item),
    numbered: () => prefix(field, (number) => `${number + 1}. `, /^\d+[.)] /, words.item),
    task: () => prefix(field, () => "- [ ] ", /^[-*+] \[[ xX]\] /, words.item),
    table: () => table(field, words),
    spoiler: () => spoiler(field, words),
    ...acts,
  };
  const buttons = [...bar.querySelectorAll("button")];
  bar.addEventListener("mousedown", (event) => event.preventDefault());
  bar.addEventListener("click", (event) => tools[event.target.closest("[data-tool]")?.dataset.tool]?.());
  bar.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1, Home: -Infinity, End: Infinity }[event.key];
    if (!step) return;
    event.preventDefault();
    const now = buttons.indexOf(document.activeElement);
    const next = Math.abs(step) === 1 ? (now + step + buttons.length) % buttons.length : step < 0 ? 0 : buttons.length - 1;
    for (const button of buttons) button.tabIndex = button === buttons[next] ? 0 : -1;
    buttons[next].focus();
  });
  field.closest(".editor").addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229 || !(event.ctrlKey || event.metaKey) || event.altKey) return;
    const digit = /^Digit(\d)$/.exec(event.code)?.[1];
    const act = event.shiftKey ? SHIFTED[digit ?? event.key.toLowerCase()] : KEYS[event.key.toLowerCase()];
    if (!act || (event.target !== field && act !== "preview")) return;
    event.preventDefault();
    tools[act]();
  });
}

function link(field, words) {
  const chosen = field.value.slice(field.selectionStart, field.selectionEnd);
  if (/^https?:\/\/\S+$/.test(chosen)) {
    put(field, field.selectionStart, field.selectionEnd, `[${words.link}](${chosen})`, [1, 1 + words.link.length]);
  } else {
    const text = chosen || words.link;
    put(field, field.selectionStart, field.selectionEnd, `[${text}](https://)`, [text.length + 3, text.length + 11]);
  }
}

function code(field, words) {
  const chosen = field.value.slice(field.selectionStart, field.selectionEnd);
  if (chosen.includes("\n")) block(field, `\`\`\`\n${chosen}\n\`\`\``);
  else wrap(field, "`", "`", words.code);
}

function spoiler(field, words) {
  const chosen = field.value.slice(field.selectionStart, field.selectionEnd);
  if (chosen.includes("\n")) block(field, `:::spoiler\n${chosen}\n:::`);
  else wrap(field, "||", "||", words.spoiler);
}

function table(field, words) {
  const head = `| ${words.table} 1 | ${words.table} 2 |`;
  block(field, `${head}\n| --- | --- |\n|  |  |\n|  |  |`, [2, 2 + words.table.length + 2]);
}
