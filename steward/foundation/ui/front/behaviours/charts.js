// A chart's own script is fetched only where there is a chart, and only for its family.
const families = {
  series: () => import("../charts/series.js"),
  grid: () => import("../charts/grid.js"),
  network: () => import("../charts/network.js"),
};

export function charts(root) {
  draw(root);
  root.addEventListener("htmx:afterSettle", (event) => draw(event.target));
}

function draw(part) {
  for (const figure of part.querySelectorAll("figure[data-chart]:not([data-drawn])")) {
    figure.dataset.drawn = "";
    families[figure.dataset.chart]?.().then((family) => family.mount(figure));
  }
}
