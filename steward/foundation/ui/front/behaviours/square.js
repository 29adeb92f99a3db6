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
    const react = event.target.closest('a[data-act="react"]');
    if (react) return choose(event, react);
    const pointer = event.target.closest("a[data-to]");
    const there = pointer && document.getElementById(`post-${pointer.dataset.to}`);
    if (!there) return;
    event.preventDefault();
    history.pushState(null, "", `#${there.id}`);
    go(there);
  });
}

// The panel of reactions stands once on the page: it opens in the place of the link to the page of choices.
function choose(event, link) {
  const panel = document.getElementById("reactions")?.content.firstElementChild.cloneNode(true);
  if (!panel || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  for (const own of link.parentNode.querySelectorAll("[aria-pressed=true]")) panel.querySelector(`[value="${own.value}"]`)?.setAttribute("aria-pressed", true);
  link.replaceWith(panel);
  panel.open = true;
  panel.firstElementChild.focus();
}

function times(root) {
  const language = document.documentElement.lang;
  const words = new Intl.RelativeTimeFormat(language, { numeric: "auto", style: "short" });
  for (const time of root.querySelectorAll("time[data-ago]")) {
    const passed = (Date.now() - Date.parse(time.dateTime)) / 1000;
    const step = STEPS.find(([below]) => passed < below);
    if (!step || passed < 0) continue;
    const said = passed < 60 ? words.format(0, "minute") : words.format(-Math.floor(passed / step[2]), step[1]);
    // As the server writes it: "3 天前", "刚刚".
    time.textContent = said.replace("此刻", "刚刚").replace(/^(\d+)(?=\p{Script=Han})/u, "$1 ");
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
  const posts = () => [...document.querySelectorAll("#posts > .post")];
  const last = () => Math.max(topic.dataset.last, ...posts().map((post) => +post.dataset.number));
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
  let before = 0;
  place.addEventListener("htmx:beforeRequest", () => (before = last()));
  place.addEventListener("htmx:afterRequest", () => {
    place.hidden = true;
    const first = posts().find((post) => +post.dataset.number > before);
    if (first) go(first);
  });
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
