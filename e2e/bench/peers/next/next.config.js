import { fileURLToPath } from "node:url";

export default {
  poweredByHeader: false,
  // Lockfiles above are not its own.
  turbopack: { root: fileURLToPath(new URL("..", import.meta.url)) },
};
