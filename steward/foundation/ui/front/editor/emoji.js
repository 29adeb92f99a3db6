// A small panel of faces and signs.
import { put } from "./text.js";

const SIGNS =
  "😀 😄 😁 😆 😅 😂 🤣 😊 😇 🙂 😉 😍 😘 😋 😜 🤪 😎 🤩 🥳 🤔 🤨 😐 🙄 😏 😴 😪 😷 🤒 🤯 😕 😟 🙁 😮 😳 🥺 😢 😭 😤 😡 💀 👻 🤖 👋 👌 ✌️ 🤞 👈 👉 👆 👇 👍 👎 ✊ 👏 🙌 🤝 🙏 ✍️ 💪 👀 🧠 🤦 🤷 ❤️ 🧡 💛 💚 💙 💜 💔 💯 💥 ✨ ⭐ 🔥 ⚡ 🌈 ☀️ 🎉 🎁 🎈 🏆 🥇 🚀 💡 🐛 🔧 ⚙️ 🔒 🔑 🔍 🔔 📣 📝 📖 📌 📎 📅 📈 💻 📱 📷 📧 🔗 ⚠️ ⛔ ❓ ❗ ✅ ❌ ➡️ ⏳ ⏰ ☕ 🍵 🍺 🎂 🍚 🍜 🥟 🍉 🐶 🐱 🐼 🐉 🙈 🌹 🌱 🌏 🏠 🚗 🚄 ✈️ ⚽ 🎸 🎨";

export function emoji({ field, pane, button }) {
  const close = () => {
    pane.hidden = true;
    button.setAttribute("aria-expanded", "false");
  };
  pane.addEventListener("mousedown", (event) => event.preventDefault());
  pane.addEventListener("click", (event) => {
    const sign = event.target.closest("button");
    if (sign) put(field, field.selectionStart, field.selectionEnd, sign.textContent);
    if (sign && !event.shiftKey) close();
  });
  pane.addEventListener("keydown", (event) => event.key === "Escape" && (event.stopPropagation(), close(), field.focus()));
  field.addEventListener("focus", close);
  return () => {
    if (!pane.hidden) return close();
    if (!pane.children.length) {
      for (const sign of SIGNS.split(" ")) pane.append(Object.assign(document.createElement("button"), { type: "button", textContent: sign }));
    }
    pane.hidden = false;
    button.setAttribute("aria-expanded", "true");
    pane.firstElementChild.focus();
  };
}
