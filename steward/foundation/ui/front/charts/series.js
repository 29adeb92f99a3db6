// Line (with interval band, marks, goal, dashed incomplete end), bars, stacked bars, concentration curve.
import { BarChart, LineChart } from "echarts/charts";
import { LegendComponent, MarkLineComponent } from "echarts/components";
import { brief, echarts, stage, tip, writer } from "./stage.js";

echarts.use([LineChart, BarChart, LegendComponent, MarkLineComponent]);

export function mount(figure) {
  stage(figure, (data, colours, width) => ({ line, bars, lorenz })[data.kind](data, colours, width));
}

// Whole things are not counted in halves, shares end at the whole, lengths of time are read in minutes, hours and days.
function steps(data, form) {
  const values = data.series.flatMap((one) => [...one.values, ...one.high]).filter((value) => value != null);
  if (form === "number") return { minInterval: values.every(Number.isInteger) ? 1 : undefined };
  if (form === "percent") {
    const whole = Math.max(...values, 0);
    return (whole === 0 || (whole > 0.8 && whole <= 1)) && values.every((value) => value >= 0) ? { interval: 0.25, max: 1 } : {};
  }
  if (form !== "duration") return {};
  const most = Math.max(...values, 60);
  const sizes = [60, 300, 900, 1800, 3600, 7200, 10800, 21600, 43200];
  const day = 86400;
  const interval = sizes.find((size) => most / size <= 5) ?? Math.ceil(most / day / 5) * day;
  return { interval, max: Math.ceil(most / interval) * interval };
}

function axes(data, colours, width, form) {
  const label = { color: colours.muted, fontSize: 11, hideOverlap: true };
  const plain = { axisLine: { lineStyle: { color: colours.line } }, axisTick: { show: false } };
  const names = { type: "category", data: data.categories, ...plain, axisLabel: { ...label, width: data.lying ? Math.min(150, width / 3) : undefined, overflow: "truncate" }, inverse: Boolean(data.lying) };
  const values = { type: "value", axisLabel: { ...label, formatter: brief(form, data.words) }, splitLine: { lineStyle: { color: colours.line } }, splitNumber: width < 500 ? 3 : 4, ...steps(data, form), scale: data.zero === false };
  return data.lying ? { xAxis: values, yAxis: names } : { xAxis: names, yAxis: values };
}

// How many lines the legend takes: a swatch and a gap beside each name, wide characters counting double.
function legendLines(data, width) {
  const widths = data.series.map((one) => 26 + 7 * [...one.name].reduce((sum, c) => sum + (c > "\u2e80" ? 1.8 : 1), 0));
  return Math.ceil(widths.reduce((sum, w) => sum + w, 0) / width);
}

function shared(data, colours, width) {
  const many = data.series.length > 1;
  const lines = many ? legendLines(data, width) : 0;
  return {
    grid: { left: 4, right: width < 500 ? 28 : 16, top: data.marks?.length || data.goal != null ? 28 : 12, bottom: 8 + 24 * lines, outerBoundsMode: "same", outerBoundsContain: "axisLabel" },
    legend: many ? { bottom: 0, left: 0, icon: "roundRect", itemWidth: 10, itemHeight: 10, textStyle: { color: colours.ink, fontSize: 12 }, data: data.series.map((one) => one.name) } : undefined,
    tooltip: { trigger: "axis", axisPointer: { type: data.kind === "bars" ? "shadow" : "line", lineStyle: { color: colours.muted } }, formatter: (hits) => hover(data, hits[0].dataIndex) },
  };
}

function hover(data, index) {
  const write = writer(data.format, data.words);
  const count = writer("number", data.words);
  const notes = [];
  const rows = data.series.map((one, i) => {
    if (one.denominators.length && one.denominators[index] != null) {
      notes.push(`${one.name}: ${count(one.numerators[index])} ${data.words.of} ${count(one.denominators[index])}`);
    }
    if (one.low.length && one.low[index] != null) {
      notes.push(`${data.words.range}: ${write(one.low[index])} – ${write(one.high[index])}`);
    }
    return [one.name, write(one.values[index]), i];
  });
  if (index >= data.categories.length - data.incomplete) notes.push(data.words.incomplete);
  for (const mark of data.marks ?? []) if (mark.at === data.categories[index]) notes.push(mark.label);
  return tip(data.categories[index], rows, notes);
}

function line(data, colours, width) {
  const open = data.categories.length - data.incomplete;
  const series = data.series.flatMap((one, i) => {
    const colour = colours.series[i % 6];
    const base = { type: "line", name: one.name, symbol: "circle", symbolSize: 5, showSymbol: data.categories.length <= 31 || alone(one), step: one.stepped ? "middle" : false, color: colour, lineStyle: { width: 2, type: one.dashed ? "dashed" : "solid" } };
    const whole = one.values.map((value, at) => (at < open ? value : null));
    const parts = [...band(one, i, colour), { ...base, data: whole }];
    if (data.incomplete) {
      const rest = one.values.map((value, at) => (at >= open - 1 ? value : null));
      parts.push({ ...base, data: rest, lineStyle: { width: 2, type: "dotted", color: colour }, itemStyle: { color: colours.paper, borderColor: colour, borderWidth: 1.5 } });
    }
    return parts;
  });
  const marks = (data.marks ?? []).map((mark) => ({ xAxis: mark.at, label: { formatter: mark.label, color: colours.muted, fontSize: 11 } }));
  if (data.goal != null) marks.push({ yAxis: data.goal, label: { formatter: data.goal_label, position: "insideEndTop", color: colours.ink, fontSize: 11 }, lineStyle: { type: "solid", color: colours.series[1] } });
  if (marks.length && series.length) {
    series.at(-1).markLine = { silent: true, symbol: "none", lineStyle: { color: colours.muted, type: "dashed" }, data: marks };
  }
  return { ...shared(data, colours, width), ...axes(data, colours, width, data.format), series };
}

// One value has no line: without its dot it would not be seen.
function alone(one) {
  return one.values.filter((value) => value != null).length === 1;
}

// The interval of chance: an invisible line at the low end and, stacked on it, an area up to the high end.
function band(one, index, colour) {
  if (!one.low.length) return [];
  const base = { type: "line", stack: `band-${index}`, stackStrategy: "all", symbol: "none", silent: true, lineStyle: { opacity: 0 }, tooltip: { show: false } };
  const height = one.high.map((high, at) => (high == null || one.low[at] == null ? null : high - one.low[at]));
  return [{ ...base, data: one.low }, { ...base, data: height, areaStyle: { color: colour, opacity: 0.16 } }];
}

function bars(data, colours, width) {
  const open = data.categories.length - data.incomplete;
  const series = data.series.map((one, i) => ({
    type: "bar",
    name: one.name,
    stack: data.stacked ? "all" : undefined,
    barMaxWidth: 28,
    itemStyle: { borderColor: colours.paper, borderWidth: data.stacked ? 1 : 0, borderRadius: data.stacked ? 0 : data.lying ? [0, 3, 3, 0] : [3, 3, 0, 0] },
    data: one.values.map((value, at) => (at < open ? value : { value, itemStyle: { opacity: 0.45 } })),
    color: colours.series[i % 6],
  }));
  return { ...shared(data, colours, width), ...axes(data, colours, width, data.format), series };
}

function lorenz(data, colours) {
  const write = writer("percent", data.words);
  const axis = (name) => ({ type: "value", min: 0, max: 1, name, nameLocation: "middle", nameGap: 26, nameTextStyle: { color: colours.muted, fontSize: 11 }, axisLabel: { color: colours.muted, fontSize: 11, formatter: write }, splitLine: { lineStyle: { color: colours.line } } });
  const marks = data.half == null ? [] : [{ xAxis: data.half, label: { formatter: write(data.half), color: colours.ink, fontSize: 11 } }];
  return {
    grid: { left: 16, right: 20, top: 24, bottom: 4, outerBoundsMode: "same", outerBoundsContain: "all" },
    tooltip: { trigger: "axis", formatter: (hits) => tip(write(hits[0].value[0]), [[data.words.share, write(hits[0].value[1]), 0]]) },
    xAxis: axis(data.words.people),
    yAxis: { ...axis(data.words.share), nameGap: 40 },
    series: [
      { type: "line", symbol: "none", data: data.points, color: colours.series[0], areaStyle: { opacity: 0.1 }, markLine: { silent: true, symbol: "none", lineStyle: { color: colours.muted, type: "dashed" }, data: marks } },
      { type: "line", symbol: "none", silent: true, data: [[0, 0], [1, 1]], lineStyle: { color: colours.muted, type: "dashed", width: 1 }, tooltip: { show: false } },
    ],
  };
}
