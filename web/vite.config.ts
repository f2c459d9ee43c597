import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { precompress } from "./precompress.ts";

const bff = process.env["BFF_ORIGIN"] ?? "http://localhost:3000";

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), precompress()],
  server: {
    host: "127.0.0.1",
    port: 5173,
    strictPort: true,
    proxy: { "/api": bff, "/auth": bff },
  },
  build: {
    outDir: "dist",
    emptyOutDir: true,
    target: "es2023",
    // The Content-Security-Policy allows files of our own only, so nothing is inlined.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      // What comes from others changes seldom, so a new version of the page leaves it in the browser's cache.
      output: { codeSplitting: { groups: [{ name: "vendor", test: /node_modules/ }] } },
      treeshake: {
        // Designsystemet's React package does not say that its modules are free of side effects, though those used here are.
        moduleSideEffects: (id) => !id.includes("/@digdir/designsystemet-react/"),
      },
    },
  },
});
