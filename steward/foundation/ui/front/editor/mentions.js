// `@zw` offers 张伟: a list below the caret, for mouse, keyboard and screen reader. Silent while Chinese is composed.
import { put } from "./text.js";
import { ask } from "./server.js";

const TYPED = /(?:^|[^A-Za-z0-9.@/])[@＠]([\p{L}\p{N}_·-]{0,30})$/u;

export function mentions({ box, field, list, note, words }) {
  let people = [];
  let chosen = 0;
  let timer = 0;
  let turn = 0;
  let label = "";
  list.id = `${field.id}-people`;
  field.setAttribute("aria-autocomplete", "list");

  const close = () => {
    turn++;
    list.hidden = true;
    if (note.textContent === label) note.textContent = "";
    field.removeAttribute("aria-activedescendant");
    field.removeAttribute("aria-controls");
  };
  const typed = () => (field.selectionStart === field.selectionEnd ? TYPED.exec(field.value.slice(0, field.selectionStart)) : null);

  const mark = (number) => {
    chosen = (number + people.length) % people.length;
    for (const [place, row] of [...list.children].entries()) row.setAttribute("aria-selected", String(place === chosen));
    field.setAttribute("aria-activedescendant", `${list.id}-${chosen}`);
    list.children[chosen].scrollIntoView({ block: "nearest" });
  };
  const take = (number) => {
    const found = typed();
    if (!found) return close();
    const at = field.selectionStart;
    put(field, at - found[1].length - 1, at, `${people[number].insert} `);
    close();
  };
  const show = (found, count) => {
    people = found;
    if (!people.length) return close();
    note.textContent = label = count;
    list.replaceChildren(...people.map(row));
    list.hidden = false;
    field.setAttribute("aria-controls", list.id);
    place(field, list);
    mark(0);
  };
  const row = (person, number) => {
    const item = document.createElement("li");
    item.id = `${list.id}-${number}`;
    item.setAttribute("role", "option");
    if (person.avatar) item.append(Object.assign(new Image(24, 24), { src: person.avatar, alt: "" }));
    item.append(person.name);
    item.addEventListener("mousedown", (event) => (event.preventDefault(), take(number)));
    return item;
  };
  const look = async () => {
    const found = typed();
    if (!found) return close();
    const mine = ++turn;
    const address = `${box.dataset.mentions}?${new URLSearchParams({ q: found[1], topic: box.dataset.topic ?? "" })}`;
    const answer = await ask(address).catch(() => null);
    if (mine !== turn || !answer?.ok) return;
    const { people: names, label } = await answer.json();
    if (mine === turn) show(names, label);
  };

  field.addEventListener("input", (event) => {
    clearTimeout(timer);
    if (event.isComposing) return;
    if (typed()) timer = setTimeout(look, 120);
    else if (!list.hidden) close();
  });
  field.addEventListener("compositionend", () => (timer = setTimeout(look, 120)));
  field.addEventListener("blur", () => setTimeout(close, 150));
  field.addEventListener("keydown", (event) => {
    if (list.hidden || event.isComposing || event.keyCode === 229) return;
    const act = { ArrowDown: () => mark(chosen + 1), ArrowUp: () => mark(chosen - 1), Enter: () => take(chosen), Tab: () => take(chosen), Escape: close }[event.key];
    if (!act || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    act();
  });
  return () => put(field, field.selectionStart, field.selectionEnd, /[\p{L}\p{N}]$/u.test(field.value.slice(0, field.selectionStart)) ? " @" : "@");
}

// Below the caret: where a copy of the text up to it ends.
function place(field, list) {
  const copy = document.createElement("div");
  const look = getComputedStyle(field);
  for (const name of ["font", "lineHeight", "padding", "border", "width", "boxSizing", "letterSpacing", "wordBreak"]) copy.style[name] = look[name];
  Object.assign(copy.style, { position: "absolute", visibility: "hidden", whiteSpace: "pre-wrap", overflowWrap: "break-word" });
  copy.textContent = field.value.slice(0, field.selectionStart);
  const end = document.createElement("span");
  end.textContent = "\u200b";
  copy.append(end);
  field.parentElement.append(copy);
  const left = Math.min(end.offsetLeft, field.clientWidth - 200);
  list.style.left = `${field.offsetLeft + Math.max(left, 0)}px`;
  list.style.top = `${field.offsetTop + end.offsetTop + end.offsetHeight + 4 - field.scrollTop}px`;
  copy.remove();
}
