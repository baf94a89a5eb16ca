// Lets plotly take over the charts the server has drawn: with hints, in the width there is, in the colours of the theme.

const NARROWEST = 120; // pixels: less is a window on its way, or a hidden place
const root = document.documentElement;
const live = new Set();

/** The figure with the theme's colour in place of every CSS variable. */
function coloured(value, styles) {
  if (Array.isArray(value)) return value.map((each) => coloured(each, styles));
  if (value && typeof value === "object") {
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, coloured(each, styles)]));
  }
  const variable = typeof value === "string" && value.match(/^var\((--[\w-]+)\)$/);
  return variable ? styles.getPropertyValue(variable[1]).trim() : value;
}

function draw(chart) {
  const place = chart.querySelector(".picture-live");
  const figure = JSON.parse(chart.querySelector("script").textContent);
  chart.classList.add("is-live");
  const styles = getComputedStyle(chart);
  const { data, layout } = coloured(figure, styles);
  const { l, r, t, b } = layout.margin;
  layout.width = place.clientWidth;
  if (chart.classList.contains("picture-square")) layout.height = layout.width - l - r + t + b;
  layout.font.family = styles.fontFamily;
  Plotly.react(place, data, layout, { displayModeBar: false, doubleClick: false, showTips: false });
}

const resized = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    const chart = target.closest("[data-chart]");
    const drawn = target.firstElementChild?.querySelector(".svg-container")?.clientWidth;
    if (target.clientWidth > NARROWEST && target.clientWidth !== drawn) draw(chart);
  }
});

function forget(chart) {
  Plotly.purge(chart.querySelector(".picture-live"));
  live.delete(chart);
}

/** Draw the charts that have come to the page, forget those that have left it. */
function drawAll() {
  for (const chart of live) if (!chart.isConnected) forget(chart);
  for (const chart of document.querySelectorAll("[data-chart]:not(.is-live)")) {
    draw(chart);
    live.add(chart);
    resized.observe(chart.querySelector(".picture-live"));
  }
}

if (window.Plotly) {
  drawAll();
  document.addEventListener("htmx:afterSettle", drawAll);
  root.addEventListener("themechange", () => live.forEach(draw));
}

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
