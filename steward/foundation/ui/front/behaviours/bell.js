// The number on the bell, asked for every minute while the page is looked at, and at once when one comes back to it.
const EVERY = 60_000;

export function bell(root) {
  const link = root.querySelector('[data-tool="bell"]');
  if (!link) return;
  let asked = Date.now();
  const ask = async () => {
    if (root.hidden || Date.now() - asked < EVERY - 1000) return;
    asked = Date.now();
    const answer = await fetch(`${link.pathname}count/`, { headers: { Accept: "text/plain" } }).catch(() => null);
    if (answer?.ok && !answer.redirected) show(link, (await answer.text()).trim());
  };
  setInterval(ask, EVERY);
  root.addEventListener("visibilitychange", ask);
}

function show(link, count) {
  let badge = link.querySelector(".tool-count");
  if (!count) return badge?.remove();
  if (!badge) {
    badge = document.createElement("span");
    badge.className = "tool-count";
    link.append(badge);
  }
  badge.textContent = count;
}
