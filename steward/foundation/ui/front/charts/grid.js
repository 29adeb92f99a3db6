// Heat map (hour × weekday) and cohort triangle.
import { HeatmapChart } from "echarts/charts";
import { VisualMapComponent } from "echarts/components";
import { brief, echarts, stage, tip, writer } from "./stage.js";

echarts.use([HeatmapChart, VisualMapComponent]);

export function mount(figure) {
  const count = shape(figure).rows;
  const place = figure.querySelector("[data-drawing]");
  place.style.height = `${Math.max(180, count * 30 + 44)}px`;
  stage(figure, (data, colours, width) => (data.kind === "cohorts" ? cohorts : heat)(data, colours, width));
}

function shape(figure) {
  const data = JSON.parse(figure.querySelector("script[type='application/json']").textContent);
  return { rows: (data.rows ?? data.cohorts).length };
}

function sheet({ rows, columns, cells, most, colours, label, hover }) {
  const axis = { type: "category", axisLine: { show: false }, axisTick: { show: false }, splitArea: { show: false } };
  const text = { color: colours.muted, fontSize: 11 };
  return {
    grid: { left: 4, right: 4, top: 24, bottom: 4, outerBoundsMode: "same", outerBoundsContain: "axisLabel" },
    tooltip: { formatter: (hit) => hover(hit.value[0], hit.value[1]) },
    xAxis: { ...axis, data: columns, position: "top", axisLabel: { ...text, hideOverlap: true } },
    yAxis: { ...axis, data: rows, inverse: true, axisLabel: text },
    visualMap: { show: false, min: 0, max: most || 1, inRange: { color: [colours.low, colours.high] } },
    series: [{ type: "heatmap", data: cells, label, itemStyle: { borderColor: colours.paper, borderWidth: 2, borderRadius: 3 }, emphasis: { itemStyle: { borderColor: colours.ink, borderWidth: 1 } } }],
  };
}

function heat(data, colours) {
  const write = writer(data.format, data.words);
  const cells = data.values.flatMap((line, y) => line.map((value, x) => [x, y, value ?? "-"]));
  const most = Math.max(...data.values.flat().filter((value) => value != null), 0);
  const hover = (x, y) => tip(`${data.rows[y]} · ${data.columns[x]}`, [["", write(data.values[y][x])]]);
  return sheet({ rows: data.rows, columns: data.columns, cells, most, colours, label: { show: false }, hover });
}

function cohorts(data, colours, width) {
  const write = writer("percent", data.words);
  const count = brief("number", data.words);
  const open = new Set(data.incomplete.map(([y, x]) => `${x},${y}`));
  const dim = (x, y) => (open.has(`${x},${y}`) ? { opacity: 0.55 } : undefined);
  const cells = data.shares.flatMap((line, y) => line.flatMap((value, x) => (value == null ? [] : [{ value: [x, y, value], itemStyle: dim(x, y), label: { color: value > 0.5 && !dim(x, y) ? colours.paper : colours.ink } }])));
  const rows = data.cohorts.map((name, y) => `${name}  (${count(data.sizes[y])})`);
  const roomy = (width - 110) / data.steps.length > 34;
  const label = { show: roomy, fontSize: 10, formatter: (hit) => `${Math.round(hit.value[2] * 100)}%` };
  const hover = (x, y) => tip(`${data.cohorts[y]} · ${data.steps[x]}`, [["", write(data.shares[y][x])], [data.words.members, count(data.sizes[y])]], open.has(`${x},${y}`) ? [data.words.incomplete] : []);
  return sheet({ rows, columns: data.steps, cells, most: 1, colours, label, hover });
}
