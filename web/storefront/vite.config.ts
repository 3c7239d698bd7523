import { resolve } from "node:path";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** Where the shop's API listens while the storefront is being worked on. */
const api = process.env.TENFOLD_API ?? "http://127.0.0.1:8080";

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  server: { proxy: { "/v1": api, "/pictures": api } },
  build: {
    outDir: resolve(import.meta.dirname, "dist"),
    emptyOutDir: true,
    target: "es2022",
    rolldownOptions: {
      output: {
        // Libraries change less often than the shop: a visitor who comes back after a release keeps them.
        codeSplitting: {
          groups: [{ name: "libraries", test: /node_modules[\\/](react|react-dom|scheduler|wouter|@tanstack)[\\/]/ }],
        },
      },
    },
  },
});
