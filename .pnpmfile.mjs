// The node-linux-* packages declare "os" and "cpu" as strings; pnpm honours arrays only.
// Without this both architectures are installed and `node` in .bin may be the wrong one.
export const hooks = {
  readPackage(manifest) {
    if (manifest.name?.startsWith("node-linux-") && typeof manifest.os === "string") {
      manifest.os = [manifest.os];
      manifest.cpu = [manifest.cpu];
    }
    return manifest;
  },
};
