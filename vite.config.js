import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import tailwindcss from "@tailwindcss/vite";
import { defineConfig } from "vite";

const ui = "steward/foundation/ui";
const front = `${ui}/front`;

// Which icons go into the sprite: what icon('…') and icon="…" name (a wrong name stops the build), every quoted word of a
// template or of a contributions.py that is the name of an icon, and the list in icons.txt.
const svgs = "node_modules/lucide-static/icons";
const named = [/icon\(\s*["']([a-z0-9-]+)["']/g, /\bicon["']?\s*[=:]\s*["']([a-z0-9-]+)["']/g];
const quoted = /["']([a-z][a-z0-9-]{2,})["']/g;

function iconsUsed() {
  const names = new Set(readFileSync(`${front}/icons.txt`, "utf8").split(/\s+/).filter(Boolean));
  const files = readdirSync("steward", { recursive: true }).filter(
    (path) => /\.(jinja|html|py|js)$/.test(path) && !/\/(built|tests|migrations)\//.test(path),
  );
  for (const file of files) {
    const text = readFileSync(join("steward", file), "utf8");
    for (const pattern of named) for (const [, name] of text.matchAll(pattern)) names.add(name);
    if (!/\.(jinja|html)$|contributions(\/\w+)?\.py$/.test(file)) continue;
    for (const [, name] of text.matchAll(quoted)) if (existsSync(join(svgs, `${name}.svg`))) names.add(name);
  }
  return [...names].sort();
}

function symbol(name) {
  let svg;
  try {
    svg = readFileSync(join(svgs, `${name}.svg`), "utf8");
  } catch {
    throw new Error(`there is no lucide icon ${name}; see https://lucide.dev/icons`);
  }
  const body = svg.replace(/<!--.*?-->/gs, "").match(/<svg[^>]*>(.*)<\/svg>/s)[1].replace(/\s+/g, " ").trim();
  const pen = 'fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round"';
  return `<symbol id="${name}" viewBox="0 0 24 24" ${pen}>${body}</symbol>`;
}

function iconSprite() {
  return {
    name: "icon-sprite",
    generateBundle() {
      const source = `<svg xmlns="http://www.w3.org/2000/svg">${iconsUsed().map(symbol).join("\n")}</svg>\n`;
      const hash = createHash("sha256").update(source).digest("hex").slice(0, 8);
      this.emitFile({ type: "asset", fileName: `icons-${hash}.svg`, originalFileName: "icons.svg", name: "icons.svg", source });
    },
  };
}

export default defineConfig({
  base: "./",
  publicDir: false,
  plugins: [tailwindcss(), iconSprite()],
  build: {
    outDir: `${ui}/static/ui/built`,
    emptyOutDir: true,
    manifest: "manifest.json",
    assetsInlineLimit: 0,
    target: "es2022",
    // The preload helper of Vite is not needed for same-origin modules and would add a script to every page.
    modulePreload: false,
    chunkSizeWarningLimit: 700,
    rolldownOptions: {
      // htmx holds an eval that its setting allowEval=false and our policy both switch off.
      checks: { eval: false },
      input: {
        style: resolve(front, "app.css"),
        ...Object.fromEntries(["app", "portal", "passkeys"].map((name) => [name, resolve(front, `${name}.js`)])),
      },
      output: { entryFileNames: "[name]-[hash].js", chunkFileNames: "[name]-[hash].js", assetFileNames: "[name]-[hash][extname]" },
    },
  },
});
