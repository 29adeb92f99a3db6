// Reading: "3 hours ago", j and k, the notice of new replies, sharing, pointers within the page, filters at once.
const STEPS = [[60, "second", 1], [3600, "minute", 60], [86400, "hour", 3600], [2592000, "day", 86400]];
const POLL = 20000;

export function square(root) {
  times(root);
  keys(root);
  news(root);
  root.addEventListener("htmx:load", (event) => times(event.target));
  root.addEventListener("change", (event) => event.target.matches("[data-submits]") && event.target.form.requestSubmit());
  root.addEventListener("click", (event) => {
    const share = event.target.closest("[data-share]");
    if (share) return give(share);
    const pointer = event.target.closest("a[data-to]");
    const there = pointer && document.getElementById(`post-${pointer.dataset.to}`);
    if (!there) return;
    event.preventDefault();
    history.pushState(null, "", `#${there.id}`);
    go(there);
  });
}

function times(root) {
  const language = document.documentElement.lang;
  const words = new Intl.RelativeTimeFormat(language, { numeric: "auto", style: "short" });
  for (const time of root.querySelectorAll("time[data-ago]")) {
    const passed = (Date.now() - Date.parse(time.dateTime)) / 1000;
    const step = STEPS.find(([below]) => passed < below);
    if (step && passed >= 0) time.textContent = passed < 60 ? words.format(0, "minute") : words.format(-Math.floor(passed / step[2]), step[1]);
  }
}

function go(element) {
  for (const other of document.querySelectorAll("[data-here]")) delete other.dataset.here;
  element.dataset.here = "";
  if (!element.hasAttribute("tabindex")) element.tabIndex = -1;
  element.scrollIntoView({ block: element.offsetHeight > innerHeight ? "start" : "nearest" });
  element.focus({ preventScroll: true });
}

// Which post or topic the keys mean: the one chosen, or the first one in sight.
function here(all) {
  return all.find((one) => "here" in one.dataset && inSight(one)) ?? all.find(inSight);
}
const inSight = (one) => {
  const box = one.getBoundingClientRect();
  return box.bottom > 80 && box.top < innerHeight;
};

function keys(root) {
  const acts = { l: "react", b: "bookmark", q: "quote", e: "edit" };
  root.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || document.querySelector("dialog[open]")) return;
    if (event.target.matches?.("input, textarea, select, [contenteditable]")) return;
    const all = [...document.querySelectorAll(".post, .topic-row, .short-row")];
    const now = here(all);
    if (event.key === "j" || event.key === "k") {
      const chosen = now && "here" in now.dataset;
      const next = chosen ? all[all.indexOf(now) + (event.key === "j" ? 1 : -1)] : now;
      if (next) go(next);
      else document.querySelector(event.key === "j" ? "[data-next]" : "[data-previous]")?.click();
    } else if (event.key === "o") now?.querySelector(".topic-title a, .short-title")?.click();
    else if (event.key === "u") document.querySelector("[data-back]")?.click();
    else if (event.key === "c") location.assign("/new/");
    else if (event.key === "r") {
      const box = document.querySelector("#reply textarea, #reply [contenteditable]");
      const link = now?.querySelector('[data-act="reply"]');
      if (box) box.focus();
      else link?.click();
      if (!box && !link) return;
    } else if (acts[event.key]) now?.querySelector(`[data-act="${acts[event.key]}"]`)?.click();
    else return;
    event.preventDefault();
  });
}

function news(root) {
  const topic = root.querySelector("[data-square][data-last]");
  const place = root.getElementById("news");
  if (!topic?.dataset.last || !place) return;
  let tag = "";
  const last = () => Math.max(topic.dataset.last, ...[...document.querySelectorAll("#posts > .post")].map((post) => +post.dataset.number));
  setInterval(async () => {
    if (document.hidden) return;
    try {
      const answer = await fetch(`/t/${topic.dataset.topic}/news/${last()}/`, { headers: tag ? { "If-None-Match": tag } : {}, cache: "no-store" });
      if (answer.status !== 200) return;
      tag = answer.headers.get("ETag") ?? "";
      place.innerHTML = await answer.text();
      place.hidden = !place.firstElementChild;
      window.htmx.process(place);
    } catch {
      // Offline: the next round asks again.
    }
  }, POLL);
  place.addEventListener("htmx:afterRequest", () => (place.hidden = true));
}

async function give(button) {
  const address = document.querySelector('link[rel="canonical"]')?.href ?? location.href;
  if (navigator.share) {
    await navigator.share({ title: button.dataset.title, url: address }).catch(() => {});
    return;
  }
  await navigator.clipboard.writeText(address);
  const label = button.lastChild;
  const before = label.textContent;
  label.textContent = button.dataset.done;
  setTimeout(() => (label.textContent = before), 2000);
}
