// Who talks with whom: a force-directed graph; a click on a node opens its page.
import { GraphChart } from "echarts/charts";
import { LegendComponent } from "echarts/components";
import { LabelLayout } from "echarts/features";
import { echarts, stage, tip, writer } from "./stage.js";

echarts.use([GraphChart, LegendComponent, LabelLayout]);

export function mount(figure) {
  const { chart, data } = stage(figure, network);
  chart.on("click", (hit) => {
    const href = hit.dataType === "node" && data.nodes[hit.dataIndex].href;
    if (href) location.assign(href);
  });
}

function network(data, colours, width) {
  const room = (width * 384) / data.nodes.length;
  const write = writer("number", data.words);
  const most = Math.max(...data.nodes.map((node) => node.size), 1);
  const strongest = Math.max(...data.edges.map((edge) => edge.weight), 1);
  const named = new Set([...data.nodes].sort((a, b) => b.size - a.size).slice(0, 14).map((node) => node.id));
  const names = new Map(data.nodes.map((node) => [node.id, node.name]));
  return {
    tooltip: {
      formatter: (hit) => hit.dataType === "node" ? tip(data.nodes[hit.dataIndex].name, [["", write(data.nodes[hit.dataIndex].size)]]) : tip(`${names.get(hit.data.source)} → ${names.get(hit.data.target)}`, [["", write(hit.data.weight)]]),
    },
    legend: data.groups.length ? { bottom: 0, left: 0, textStyle: { color: colours.ink, fontSize: 12 }, data: data.groups } : undefined,
    series: [{
      type: "graph",
      layout: "force",
      roam: true,
      zoom: 0.85,
      scaleLimit: { min: 0.5, max: 6 },
      bottom: data.groups.length ? 36 : 0,
      force: { repulsion: Math.max(60, Math.min(140, room * 0.018)), edgeLength: [25, 100], gravity: 0.3, layoutAnimation: false },
      categories: data.groups.map((name, i) => ({ name, itemStyle: { color: colours.series[i % 6] } })),
      data: data.nodes.map((node) => ({
        id: node.id,
        name: node.name,
        category: data.groups.length ? node.group : undefined,
        symbolSize: 7 + 25 * Math.sqrt(node.size / most),
        itemStyle: { color: colours.series[node.group % 6], borderColor: colours.paper, borderWidth: 1.5 },
        label: { show: named.has(node.id), position: "right", color: colours.ink, fontSize: 11, formatter: node.name },
      })),
      edges: data.edges.map((edge) => ({ source: edge.source, target: edge.target, weight: edge.weight, lineStyle: { width: 0.6 + 3.4 * (edge.weight / strongest), color: colours.muted, opacity: 0.35, curveness: 0.08 } })),
      labelLayout: { hideOverlap: true },
      emphasis: { focus: "adjacency", lineStyle: { opacity: 0.8 } },
    }],
  };
}
