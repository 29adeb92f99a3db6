// Changing the words of a text area so that the browser's own undo still works.

// Put `text` in the place of what stands between `from` and `to`; select `selected` of it (offsets), or stand behind it.
export function put(field, from, to, text, selected) {
  field.focus();
  field.setSelectionRange(from, to);
  const done = text ? document.execCommand("insertText", false, text) : from === to || document.execCommand("delete");
  if (!done) {
    field.setRangeText(text, from, to, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
  const [a, b] = selected ?? [text.length, text.length];
  field.setSelectionRange(from + a, from + b);
}

// Marks around the selection, or taken off where they are; around a word to type over where nothing is selected.
export function wrap(field, before, after, word) {
  const { selectionStart: from, selectionEnd: to, value } = field;
  if (value.slice(from - before.length, from) === before && value.slice(to, to + after.length) === after) {
    const inner = value.slice(from, to);
    put(field, from - before.length, to + after.length, inner, [0, inner.length]);
    return;
  }
  const inner = value.slice(from, to) || word;
  put(field, from, to, before + inner + after, [before.length, before.length + inner.length]);
}

// The lines the selection touches: where they begin and end.
export function lines(field) {
  const from = field.value.lastIndexOf("\n", field.selectionStart - 1) + 1;
  const end = field.value.indexOf("\n", Math.max(field.selectionEnd, from));
  return [from, end < 0 ? field.value.length : end];
}

// A sign before each line, or taken off where all have it. `sign(number)` gives it, `has` recognises it.
export function prefix(field, sign, has, word = "") {
  const [from, to] = lines(field);
  const rows = field.value.slice(from, to).split("\n");
  const off = rows.every((row) => has.test(row));
  const made = rows.map((row, number) => (off ? row.replace(has, "") : sign(number) + (row || (rows.length === 1 ? word : ""))));
  const text = made.join("\n");
  put(field, from, to, text, off || rows[0] || !word ? [text.length, text.length] : [text.length - word.length, text.length]);
}

// A block of its own at the caret, with an empty line around it.
export function block(field, text, selected) {
  const { selectionStart: from, selectionEnd: to, value } = field;
  const before = from === 0 || value.slice(0, from).endsWith("\n\n") ? "" : value[from - 1] === "\n" ? "\n" : "\n\n";
  const after = value.slice(to).startsWith("\n") ? "" : "\n";
  put(field, from, to, before + text + after, selected?.map((place) => place + before.length));
}
