// Videos of other sites: nothing is loaded from there until the reader asks for it.
const PLAYERS = {
  bilibili: (id, part) => `https://player.bilibili.com/player.html?${id.startsWith("av") ? `aid=${id.slice(2)}` : `bvid=${id}`}&p=${part ?? 1}&autoplay=1&high_quality=1`,
  youtube: (id) => `https://www.youtube-nocookie.com/embed/${id}?autoplay=1`,
  qq: (id) => `https://v.qq.com/txp/iframe/player.html?vid=${id}&autoplay=true`,
};

export function videos(root) {
  root.addEventListener("click", (event) => {
    const card = event.target.closest("[data-video]");
    if (!card || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    const [site, id, part] = card.dataset.video.split(":");
    if (!PLAYERS[site] || card.querySelector("iframe")) return;
    event.preventDefault();
    const frame = document.createElement("iframe");
    Object.assign(frame, { src: PLAYERS[site](id, part), allow: "autoplay; fullscreen; encrypted-media", allowFullscreen: true, title: card.textContent.trim(), referrerPolicy: "strict-origin" });
    frame.setAttribute("sandbox", "allow-scripts allow-same-origin allow-presentation allow-popups");
    card.prepend(frame);
    card.setAttribute("data-playing", "");
    frame.focus();
  });
}
