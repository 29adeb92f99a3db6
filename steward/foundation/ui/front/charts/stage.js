// What every family shares: theme colours, a tooltip made of elements (our policy forbids inline style), redrawing, export.
import * as echarts from "echarts/core";
import { AriaComponent, GridComponent, TooltipComponent } from "echarts/components";
import { SVGRenderer } from "echarts/renderers";

echarts.use([SVGRenderer, GridComponent, TooltipComponent, AriaComponent]);
export { echarts };

// A colour of the theme as rgb(), which is all that ECharts reads.
function resolve(colour) {
  const pen = document.createElement("canvas").getContext("2d");
  pen.fillStyle = colour;
  return pen.fillStyle;
}

export function theme() {
  const css = getComputedStyle(document.documentElement);
  const read = (name) => resolve(css.getPropertyValue(name).trim());
  return {
    series: [1, 2, 3, 4, 5, 6].map((n) => read(`--chart-${n}`)),
    ink: read("--color-base-content"),
    muted: read("--muted"),
    line: read("--line"),
    paper: read("--color-base-100"),
    low: read("--heat-low"),
    high: read("--heat-high"),
    font: css.fontFamily.replaceAll('"', "'"), // a double quote would break the picture's SVG
  };
}

export function stage(figure, options) {
  const place = figure.querySelector("[data-drawing]");
  const data = JSON.parse(figure.querySelector("script[type='application/json']").textContent);
  const chart = echarts.init(place, null, { renderer: "svg" });
  // Without a width yet (hidden, or the page is still being laid out) its axes have no place; the resize draws it.
  const draw = () => place.clientWidth && chart.setOption(frame(options(data, theme(), place.clientWidth), theme()), true);
  draw();
  watch(figure, place, chart, draw);
  figure.addEventListener("click", (event) => {
    if (event.target.closest("[data-png]")) savePicture(chart, data.key, theme().paper);
    if (event.target.closest("[data-csv]")) saveTable(figure, data.key);
  });
  return { chart, data };
}

function frame(option, colours) {
  return {
    animation: false,
    aria: { enabled: true },
    color: colours.series,
    textStyle: { fontFamily: colours.font, color: colours.ink },
    ...option,
    tooltip: { confine: true, padding: 0, borderWidth: 0, backgroundColor: "transparent", shadowBlur: 0, extraCssText: "box-shadow:none", transitionDuration: 0, ...option.tooltip },
  };
}

function watch(figure, place, chart, draw) {
  let width = place.clientWidth;
  new ResizeObserver(() => {
    if (!figure.isConnected) return chart.dispose();
    if (!place.clientWidth) return;
    chart.resize();
    if (width !== place.clientWidth) {
      width = place.clientWidth;
      draw();
    }
  }).observe(place);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => figure.isConnected && draw());
  new MutationObserver(draw).observe(document.documentElement, { attributeFilter: ["data-theme"] });
}

// tip("May", [["Posts", "12", 0], …], ["not over yet"]) → an element
export function tip(title, rows, notes = []) {
  const box = document.createElement("div");
  box.className = "chart-tip";
  box.append(piece("strong", title));
  const list = document.createElement("dl");
  for (const [name, value, swatch] of rows) {
    const term = document.createElement("dt");
    if (swatch !== undefined) term.append(piece("span", "", `chart-swatch swatch-${swatch % 6}`));
    term.append(name);
    list.append(term, piece("dd", value));
  }
  box.append(list);
  for (const note of notes) box.append(piece("p", note));
  return box;
}

function piece(tag, text, name = "") {
  const element = document.createElement(tag);
  element.textContent = text;
  if (name) element.className = name;
  return element;
}

const language = document.documentElement.lang || undefined;

export function writer(format, words) {
  const numbers = new Intl.NumberFormat(language, { maximumFractionDigits: 2 });
  const shares = new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: 1 });
  if (format === "percent") return (value) => (value == null ? "—" : shares.format(value));
  if (format === "duration") return (value) => (value == null ? "—" : duration(value, words));
  return (value) => (value == null ? "—" : numbers.format(value));
}

export const brief = (format, words) =>
  format === "number"
    ? (value) => new Intl.NumberFormat(language, { notation: "compact", maximumFractionDigits: 1 }).format(value)
    : writer(format, words);

function duration(seconds, words) {
  let left = Math.round(seconds);
  const parts = [];
  for (const [size, name] of [[86400, "d"], [3600, "h"], [60, "min"], [1, "s"]]) {
    const count = Math.floor(left / size);
    left %= size;
    if (count && parts.length < 2) parts.push(`${count} ${words[name]}`);
  }
  return parts.join(" ") || `0 ${words.s}`;
}

function savePicture(chart, name, paper) {
  const picture = new Image();
  picture.onload = () => {
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [chart.getWidth() * 2, chart.getHeight() * 2];
    const pen = canvas.getContext("2d");
    pen.fillStyle = paper;
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
    canvas.toBlob((blob) => save(blob, `${name}.png`), "image/png");
  };
  picture.onerror = () => console.error(`the picture of ${name} could not be made`);
  picture.src = chart.getDataURL({ type: "svg" });
}

function saveTable(figure, name) {
  const guard = (text) => (/^[=+\-@\t\r＝＋－＠]/.test(text) && Number.isNaN(Number(text)) ? `'${text}` : text);
  const lines = [...figure.querySelectorAll("table tr")].map((row) =>
    [...row.cells].map((cell) => `"${guard(cell.textContent.trim()).replaceAll('"', '""')}"`).join(","),
  );
  save(new Blob(["\ufeff", lines.join("\r\n")], { type: "text/csv" }), `${name}.csv`);
}

function save(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
