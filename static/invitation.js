// On pages where persons are ticked: a button that ticks all of a group whom nothing speaks against.

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-tick-all]");
  if (!button) return;
  const boxes = tickable(button);
  const all = boxes.every((box) => box.checked);
  for (const box of boxes) box.checked = !all;
});

const tickable = (button) => [...button.closest("fieldset").querySelectorAll("input[type=checkbox]:not([data-with-care])")];
const show = () => {
  for (const button of document.querySelectorAll("[data-tick-all]")) button.hidden = tickable(button).length < 2;
};
document.addEventListener("htmx:afterSwap", show);
show();
