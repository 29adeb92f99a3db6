// Enter goes on with a list, a task or a quotation and ends an empty one; Tab moves a point in and out. Elsewhere both
// do what they always do: Tab leaves the text.
import { lines, put } from "./text.js";

const POINT = /^(\s*)(?:([-*+]) (\[[ xX]\] )?|(\d{1,9})([.)]) |((?:> ?)+))/;

export function lists(field) {
  field.addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229 || event.defaultPrevented) return;
    if (event.key === "Enter" && !event.shiftKey && !event.ctrlKey && !event.metaKey && !event.altKey) enter(field, event);
    if (event.key === "Tab" && !event.ctrlKey && !event.altKey && !event.metaKey) tab(field, event);
  });
}

function enter(field, event) {
  const { selectionStart: at, value } = field;
  if (at !== field.selectionEnd) return;
  const from = value.lastIndexOf("\n", at - 1) + 1;
  const row = value.slice(from, at);
  const found = POINT.exec(row);
  if (!found || inCode(value.slice(0, from))) return;
  event.preventDefault();
  if (found[0].length === row.length && !value.slice(at).split("\n", 1)[0]) return put(field, from, at, "");
  const [, space, sign, task, number, dot, quoted] = found;
  const next = quoted ?? (sign ? `${sign} ${task ? "[ ] " : ""}` : `${Number(number) + 1}${dot} `);
  put(field, at, at, `\n${space}${next}`);
}

function tab(field, event) {
  const [from, to] = lines(field);
  const rows = field.value.slice(from, to).split("\n");
  const found = POINT.exec(rows[0]);
  if (!found || found[6]) return;
  if (event.shiftKey && !/^\s/.test(rows[0])) return;
  event.preventDefault();
  const step = found[4] ? 3 : 2;
  const made = rows.map((row) => (event.shiftKey ? row.replace(new RegExp(`^ {1,${step}}|^\t`), "") : " ".repeat(step) + row)).join("\n");
  const moved = Math.max(field.selectionStart - from + made.split("\n", 1)[0].length - rows[0].length, 0);
  put(field, from, to, made, rows.length > 1 ? [0, made.length] : [moved, moved]);
}

const inCode = (before) => (before.match(/^(```|~~~)/gm)?.length ?? 0) % 2 === 1;
