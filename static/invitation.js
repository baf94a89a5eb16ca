// On pages where persons are ticked: a button that ticks all of a group, and ticks that outlive a search or a new page.

const tickable = (button) => [...button.closest("fieldset").querySelectorAll("input[type=checkbox]:not([data-with-care])")];

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-tick-all]");
  if (!button) return;
  const boxes = tickable(button); // those whom nothing speaks against
  const all = boxes.every((box) => box.checked);
  for (const box of boxes) box.checked = !all;
});

const show = () => {
  for (const button of document.querySelectorAll("[data-tick-all]")) button.hidden = tickable(button).length < 2;
};

let ticked = []; // persons who stood on what is being replaced

document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.target.id === "result") ticked.push(...document.querySelectorAll(".candidate:has(input:checked)"));
});

document.addEventListener("htmx:afterSwap", () => {
  show();
  const chosen = document.querySelector("[data-chosen]");
  if (!chosen) return; // nobody matches the search; they wait for the next one
  for (const person of ticked) {
    const { name, value } = person.querySelector("input:checked");
    const again = document.querySelector(`.candidate input[name="${name}"][value="${value}"]`);
    if (again) again.checked = true;
    else chosen.append(person);
  }
  chosen.hidden = !chosen.querySelector("input");
  ticked = [];
});

show();
