// What every page needs in the browser: forms that send themselves when a choice changes, focus that moves with htmx.

document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-send-on-change]");
  if (form) form.requestSubmit();
});

document.addEventListener("htmx:afterSwap", (event) => {
  const wanted = event.detail.target.querySelector("[autofocus]");
  if (wanted) wanted.focus();
});
