// Runs before the first paint, so that a chosen theme and language never flash. A file of its own, so that no inline script has to be allowed.
try {
  const { theme, locale } = JSON.parse(localStorage.getItem("tenfold.preferences") ?? "{}");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
  if (locale) document.documentElement.lang = locale;
} catch {
  // Without storage, the system's theme it is.
}
