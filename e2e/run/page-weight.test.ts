import { describe, expect, it } from "vitest";
import { buildManifest, firstViewFiles, textFiles } from "./first-view.ts";
import { judge, LIMITS } from "./page-weight.ts";

const MANIFEST = buildManifest.parse({
  "index.html": {
    file: "index.js",
    imports: ["_start.js"],
    css: ["index.css"],
    dynamicImports: ["src/main.tsx"],
  },
  "_start.js": { file: "start.js" },
  "_vendor.js": { file: "vendor.js" },
  "src/main.tsx": { file: "main.js", imports: ["_vendor.js", "_start.js"], dynamicImports: ["src/help.tsx"] },
  "src/help.tsx": { file: "help.js", imports: ["_vendor.js"] },
  "src/locales/nb.json": { file: "nb.js" },
  "src/locales/se.json": { file: "se.js" },
  "src/locales/further/nb.json": { file: "further-nb.js" },
});

function file(gzip: number) {
  return [{ file: "a", gzip, brotli: 1 }];
}

describe("the weight of the first view", () => {
  it("counts what the first script and the page's code need, each once, and nothing that comes later", () => {
    expect(firstViewFiles(MANIFEST)).toEqual({
      js: ["index.js", "start.js", "main.js", "vendor.js"],
      css: ["index.css"],
    });
    expect(textFiles(MANIFEST)).toEqual(["nb.js", "se.js"]);
  });

  it("fails for scripts above their limit and for style sheets above theirs, and says the figures", () => {
    const at = judge({ js: file(LIMITS.js), css: file(LIMITS.css) }, file(1));
    expect(at).toMatchObject({ passed: 2, failed: 0 });
    expect(judge({ js: file(LIMITS.js + 1), css: file(1) }, file(1))).toMatchObject({ passed: 1, failed: 1 });
    expect(judge({ js: file(1), css: file(LIMITS.css + 1) }, file(1))).toMatchObject({ failed: 1 });
    expect(at.output).toContain("110000 gzip");
  });

  it("does not pass over a build in which the page's code has another name", () => {
    expect(() => firstViewFiles({ "index.html": { file: "index.js", imports: [], css: [] } })).toThrow(
      "the build knows no src/main.tsx",
    );
  });
});
