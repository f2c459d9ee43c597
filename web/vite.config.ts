import { join } from "node:path";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { devTheme } from "./dev-theme.ts";
import { isOfFirstView } from "./first-view.ts";
import { precompress } from "./precompress.ts";
import { preloadFirstView } from "./preload-first-view.ts";

const GROUND = /\/node_modules\/(?:react|react-dom|scheduler|i18next|react-i18next|wouter|regexparam)\//;
/** What the first script needs to ask the server and for the texts; the rest of the code uses it too. */
const START = /\/(?:shared\/src|web\/src\/(?:api|language\/(?!use-)))|\/web\/src\/locales\/index\.ts/;
/** What the components of the first view take from others. */
const DESIGN_SYSTEM =
  /\/designsystemet-react\/dist\/esm\/(?:utilities|components\/(?:alert|button|heading|link|paragraph|skip-link|spinner))|\/@radix-ui\/|\/clsx\//;
const isFirstView = isOfFirstView(join(import.meta.dirname, "src/main.tsx"));
const bff = process.env["BFF_ORIGIN"] ?? "http://localhost:3000";

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), devTheme(process.env["THEME"]), preloadFirstView(), precompress()],
  // React has had this itself since 18; the shim is for those who have not.
  resolve: { alias: [{ find: /^use-sync-external-store\/shim(?:\/index\.js)?$/, replacement: "react" }] },
  server: {
    host: "127.0.0.1",
    port: 5173,
    strictPort: true,
    proxy: { "/api": bff, "/auth": bff },
  },
  build: {
    outDir: "dist",
    emptyOutDir: true,
    // Which file needs which: the check of the page's weight reads it.
    manifest: true,
    target: "es2023",
    // The Content-Security-Policy allows files of our own only, so nothing is inlined.
    assetsInlineLimit: 0,
    modulePreload: false,
    rolldownOptions: {
      // What every view stands on changes seldom, so a new version of the page leaves it in the browser's cache.
      output: {
        codeSplitting: {
          groups: [
            { name: "vendor", test: GROUND },
            { name: "start", test: START },
            // One file: smaller ones would compress badly.
            {
              name: (id, graph) => (DESIGN_SYSTEM.test(id) || isFirstView(id, graph) ? "first-view" : null),
              debugName: "first-view",
            },
          ],
        },
      },
      treeshake: {
        // Designsystemet's React package does not say that its modules are free of side effects, though those used here are.
        moduleSideEffects: (id) => !id.includes("/@digdir/designsystemet-react/"),
      },
    },
  },
});
