// Sets light or dark before the first paint, from the user's choice or the device.
(() => {
  const root = document.documentElement;
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const paper = matchMedia("print"); // is white
  const apply = () => {
    const choice = root.dataset.theme || "auto";
    const theme = paper.matches ? "light" : choice === "auto" ? (dark.matches ? "dark" : "light") : choice;
    root.dataset.bsTheme = theme;
    root.dispatchEvent(new CustomEvent("themechange", { detail: theme }));
  };
  dark.addEventListener("change", apply);
  paper.addEventListener("change", apply);
  apply();
})();
