import { resolve } from "node:path";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** Where `tenfold control-room --port 8090` listens while its page is being worked on. It must be told that the page is its own. */
const room = process.env.TENFOLD_CONTROL_ROOM ?? "http://127.0.0.1:8090";

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  server: {
    proxy: { "/api": { target: room, changeOrigin: true, headers: { origin: room } } },
  },
  build: { outDir: resolve(import.meta.dirname, "dist"), emptyOutDir: true, target: "es2022" },
});
