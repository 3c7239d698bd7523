// Runs before the first paint, so that a chosen theme never flashes. A file of its own, so that no inline script has to be allowed.
try {
  const theme = localStorage.getItem("tenfold.control-room.theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {
  // Without storage, the system's theme it is.
}
