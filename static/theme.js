// Sets light or dark before the first paint, from the user's choice or the device.
(() => {
  const root = document.documentElement;
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const apply = () => {
    const choice = root.dataset.theme || "auto";
    const theme = choice === "auto" ? (dark.matches ? "dark" : "light") : choice;
    root.dataset.bsTheme = theme;
    root.dispatchEvent(new CustomEvent("themechange", { detail: theme }));
  };
  dark.addEventListener("change", apply);
  apply();
})();
