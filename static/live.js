// Fetches what is new on the page of an open survey while somebody looks at it, and leaves the reader where he is.

const EVERY = 10_000; // milliseconds
const REACHABLE = "a[href], button, summary, input, select, [tabindex]";
let before = null;

const isLive = (event) => event.detail.target?.id === "live" && event.detail.elt?.matches("[data-live]");

function ask() {
  const live = document.querySelector("[data-live]");
  if (live && !document.hidden) htmx.trigger(live, "news");
}

setInterval(ask, EVERY);
document.addEventListener("visibilitychange", ask);

document.addEventListener("htmx:beforeSwap", (event) => {
  if (!isLive(event) || !event.detail.shouldSwap) return;
  const part = event.detail.target;
  before = {
    focus: [...part.querySelectorAll(REACHABLE)].indexOf(document.activeElement),
    open: [...part.querySelectorAll("details")].map((each) => each.open),
    top: window.scrollY,
  };
});

document.addEventListener("htmx:afterSettle", () => {
  const part = document.getElementById("live");
  if (!before || !part) return;
  part.querySelectorAll("details").forEach((each, place) => { each.open = before.open[place] ?? each.open; });
  part.querySelectorAll(REACHABLE)[before.focus]?.focus({ preventScroll: true });
  window.scrollTo({ top: before.top, behavior: "instant" });
  before = null;
});
