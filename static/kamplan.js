// What every page needs in the browser: forms that send themselves when a choice changes, copying, focus that moves with htmx.

document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-send-on-change]");
  if (form) form.requestSubmit();
});

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const field = document.getElementById(button.dataset.copy);
  field.select(); // so that it can be copied by hand where the browser forbids it
  await navigator.clipboard.writeText(field.value);
  button.querySelector("span").textContent = button.dataset.copied;
});

document.addEventListener("htmx:afterSwap", (event) => {
  const wanted = event.detail.target.querySelector("[autofocus]");
  if (wanted) wanted.focus();
});
