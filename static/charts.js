// Draws the charts of a page with plotly: in the width there is, and in the colours of the theme.

const NARROWEST = 120; // pixels: less is a window on its way, or a hidden place
const PAPER = 660;
const root = document.documentElement;
const paper = matchMedia("print");
const drawn = new Set();

/** The figure with the theme's colour in place of every CSS variable, and plotly's own sign for a new line. */
function coloured(value, styles) {
  if (Array.isArray(value)) return value.map((each) => coloured(each, styles));
  if (value && typeof value === "object") {
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, coloured(each, styles)]));
  }
  if (typeof value !== "string") return value;
  const variable = value.match(/^var\((--[\w-]+)\)$/);
  return variable ? styles.getPropertyValue(variable[1]).trim() : value.replaceAll("\n", "<br>");
}

/** A mark with an address leads there. */
function followMarks(place) {
  place.dataset.leads = "yes";
  const address = ({ points }) => points[0]?.customdata;
  place.on("plotly_click", (event) => address(event) && location.assign(address(event)));
  place.on("plotly_hover", (event) => place.classList.toggle("picture-leads", Boolean(address(event))));
  place.on("plotly_unhover", () => place.classList.remove("picture-leads"));
}

function draw(chart) {
  const place = chart.querySelector(".picture-live");
  const width = paper.matches ? Math.min(PAPER, place.clientWidth) : place.clientWidth;
  if (width < NARROWEST) return;
  const styles = getComputedStyle(chart);
  const { data, layout } = coloured(JSON.parse(chart.querySelector("script").textContent), styles);
  const { l, r, t, b } = layout.margin;
  layout.width = width;
  if (chart.classList.contains("picture-square")) layout.height = width - l - r + t + b;
  layout.font = { family: styles.fontFamily };
  if (!drawn.has(chart)) place.replaceChildren();
  Plotly.react(place, data, layout, { displayModeBar: false, doubleClick: false, showTips: false });
  if (!place.dataset.leads) followMarks(place);
  place.dataset.width = place.clientWidth;
}

const resized = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    if (target.clientWidth !== Number(target.dataset.width)) draw(target.closest("[data-chart]"));
  }
});

/** Draw the charts that have come to the page, forget those that have left it. */
function meet() {
  for (const chart of drawn) {
    if (chart.isConnected) continue;
    Plotly.purge(chart.querySelector(".picture-live"));
    drawn.delete(chart);
  }
  for (const chart of document.querySelectorAll("[data-chart]")) {
    if (drawn.has(chart)) continue;
    draw(chart);
    drawn.add(chart);
    resized.observe(chart.querySelector(".picture-live"));
  }
}

if (window.Plotly) {
  meet();
  document.addEventListener("htmx:afterSettle", meet);
  root.addEventListener("themechange", () => drawn.forEach(draw));
}
