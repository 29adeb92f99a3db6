// Drafts: in this browser at once, on the server after two seconds; back again after a closed tab or on another device.
import { ask } from "./server.js";

const KEPT = ["source", "title", "category", "tags", "kind", "reason", "version"];
const PAUSE = 2000;

export function drafts({ box, field, form, notice, note, words }) {
  const key = `draft:${box.dataset.place}`;
  const names = KEPT.filter((name) => form.elements[name]);
  const collect = () => Object.fromEntries(names.map((name) => [name, form.elements[name].value]));
  const first = collect();
  let seen = 0;
  let timer = 0;
  let unsaved = false;
  let sending = false;

  const local = {
    read: () => JSON.parse(localStorage.getItem(key) ?? "null"),
    write: (more = {}) => localStorage.setItem(key, JSON.stringify({ data: collect(), seen, unsaved, ...more })),
    drop: () => localStorage.removeItem(key),
  };
  const keep = (more) => {
    try {
      local.write(more);
    } catch {
      // A full or forbidden storage: the server's copy must do.
    }
  };
  const apply = (data) => {
    for (const name of names) {
      if (data[name] === undefined) continue;
      form.elements[name].value = data[name];
    }
    field.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const tell = (text, take, leave) => {
    const [yes, no] = notice.querySelectorAll("button");
    notice.firstElementChild.textContent = text;
    for (const [button, [label, act]] of [[yes, take], [no, leave]]) {
      button.textContent = label;
      button.onclick = () => ((notice.hidden = true), act());
    }
    notice.hidden = false;
  };
  const conflict = (theirs) =>
    tell(words.conflict,
      [words.theirs, () => ((seen = theirs.version), apply(theirs.data), settle())],
      [words.mine, () => ((seen = theirs.version), save())]);
  const settle = () => {
    clearTimeout(timer);
    unsaved = false;
    keep();
  };

  const save = async (keepalive = false) => {
    clearTimeout(timer);
    const data = collect();
    if (!data.source.trim() && !(data.title ?? "").trim()) return forget();
    try {
      const body = JSON.stringify({ data, seen });
      const answer = await ask(box.dataset.draft, { method: "PUT", body, keepalive: keepalive && body.length < 60_000, headers: { "Content-Type": "application/json" } });
      const said = await answer.json();
      if (sending) return;
      if (answer.status === 409) return conflict(said.draft);
      if (!answer.ok) throw new Error(said.detail);
      seen = said.draft.version;
      if (JSON.stringify(collect()) === JSON.stringify(data)) settle();
      note.textContent = words.saved;
    } catch {
      note.textContent = words.offline;
    }
  };
  const forget = async () => {
    local.drop();
    unsaved = false;
    if (seen) await ask(box.dataset.draft, { method: "DELETE" }).catch(() => null);
    seen = 0;
  };
  const changed = (event) => {
    if (sending || !names.includes(event.target.name)) return;
    unsaved = true;
    keep();
    clearTimeout(timer);
    timer = setTimeout(save, PAUSE);
  };
  const back = (data) => {
    if (first.source && box.dataset.place.startsWith("edit:") === false) return conflict({ data, version: seen });
    apply(data);
    settle();
    tell(words.restored, [words.keep, () => field.focus()], [words.throw, () => (apply(first), forget())]);
  };
  const restore = async () => {
    const here = local.read();
    const answer = await ask(box.dataset.draft + (here?.sent ? "?sent=1" : "")).catch(() => null);
    if (!answer?.ok) return here && !here.sent && here.data.source !== first.source && !unsaved && back(here.data);
    const { draft, said } = await answer.json();
    seen = draft?.version ?? 0;
    const done = here?.sent && (said === here.data.source.trim() || (!draft && box.dataset.place.startsWith("letter")));
    const best = here?.unsaved && !done ? here.data : draft?.data;
    if (!best || done) return local.drop();
    const news = (best.source ?? "").trim() !== field.value.trim() || (best.title ?? "") !== (first.title ?? "");
    if (news && !unsaved && ((best.source ?? "").trim() || best.title)) back(best);
  };

  form.addEventListener("input", changed);
  form.addEventListener("change", changed);
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    sending = true;
    keep({ sent: true });
  });
  form.addEventListener("htmx:afterRequest", (event) => {
    if (event.detail.elt !== form || event.detail.successful) return;
    sending = false;
    keep();
  });
  addEventListener("pageshow", (event) => event.persisted && (sending = false));
  addEventListener("online", () => unsaved && save());
  addEventListener("beforeunload", (event) => {
    if (!unsaved || sending || !form.isConnected) return;
    save(true);
    event.preventDefault();
  });
  restore();
}
