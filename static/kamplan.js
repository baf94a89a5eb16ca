// What every page needs in the browser: forms that send themselves when a choice changes, copying, focus that moves with htmx.

document.addEventListener("change", (event) => {
  if (event.target.type === "search") return; // sent while somebody types
  const form = event.target.form; // a control may stand outside the form it belongs to
  if (form?.matches("[data-send-on-change]")) form.requestSubmit();
});

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const field = document.getElementById(button.dataset.copy);
  field.select(); // so that it can be copied by hand where the browser forbids it
  await navigator.clipboard.writeText(field.value);
  button.querySelector("span").textContent = button.dataset.copied;
});

for (const part of document.querySelectorAll("[data-only-when]")) {
  const [id, value] = part.dataset.onlyWhen.split("="); // an answer only asked for when another makes it needed
  const control = document.getElementById(id);
  const show = () => { part.hidden = control.value !== value; };
  control.addEventListener("change", show);
  show();
}

document.addEventListener("htmx:afterSwap", (event) => {
  const { target } = event.detail;
  const wanted = target.querySelector("[autofocus]");
  if (wanted) wanted.focus();
});

let wasInside = false;
document.addEventListener("htmx:beforeSwap", (event) => {
  wasInside = document.activeElement !== document.body && event.detail.target.contains(document.activeElement);
});
document.addEventListener("htmx:afterSettle", (event) => {
  const isLost = wasInside && document.activeElement === document.body; // what had the focus is gone: stay near it
  if (isLost) event.detail.target.closest("[tabindex]")?.focus({ preventScroll: true });
});

for (const button of document.querySelectorAll("[data-print]")) button.hidden = false;
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) window.print();
});

document.addEventListener("click", (event) => { // a menu closes when something else, or one of its items, is chosen
  for (const menu of document.querySelectorAll("[data-menu][open]")) {
    if (!event.target.closest("summary") || !menu.contains(event.target)) menu.open = false;
  }
});
document.addEventListener("keydown", (event) => {
  const menu = event.key === "Escape" && document.querySelector("[data-menu][open]");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});
document.addEventListener("focusin", (event) => { // left by keyboard, a menu would lie over what has the focus now
  for (const menu of document.querySelectorAll("[data-menu][open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});
