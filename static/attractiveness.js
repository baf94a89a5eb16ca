// The sum of the weights while somebody types them: commas and points both divide, what is no number counts for nothing.

const sum = document.getElementById("weights-sum");
const weights = [...document.querySelectorAll("[data-weight]")];

const show = () => {
  const cents = weights.reduce((total, input) => total + (Math.round(Number(input.value.replace(",", ".")) * 100) || 0), 0);
  sum.textContent = (cents / 100).toLocaleString(document.documentElement.lang);
  sum.classList.toggle("is-whole", cents === 10000);
};

for (const input of weights) input.addEventListener("input", show);
show();
