import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { THEMES } from "@foresattportal/shared/themes.ts";
import { Hono } from "hono";
import { afterAll, describe, expect, test } from "vitest";
import type { AppEnv } from "./app-env.ts";
import { useStaticSite } from "./static-site.ts";

const web = fileURLToPath(new URL("../../../web", import.meta.url));
const root = mkdtempSync(join(tmpdir(), "portal-site-"));
cpSync(join(web, "index.html"), join(root, "index.html"));
cpSync(join(web, "public"), root, { recursive: true });
afterAll(() => {
  rmSync(root, { recursive: true });
});

describe.each(THEMES)("the page of %s", (theme) => {
  const app = new Hono<AppEnv>();
  const ready = useStaticSite(app, { root, theme });

  test("says its theme in the document, and no other's", async () => {
    await ready;
    const document = await (await app.request("/")).text();
    expect(document.match(/data-theme="[^"]*"/g)).toEqual([`data-theme="${theme}"`]);
    expect(document.match(/\/marks\/[^"]*/g)).toEqual([`/marks/${theme}.svg`]);
  });

  test("has its mark, for a day", async () => {
    await ready;
    const mark = await app.request(`/marks/${theme}.svg`);
    expect(mark.status).toBe(200);
    expect(mark.headers.get("Content-Type")).toBe("image/svg+xml; charset=utf-8");
    expect(mark.headers.get("Cache-Control")).toBe("public, max-age=86400");
  });

  test("lets nobody remember that a mark is missing", async () => {
    await ready;
    const missing = await app.request("/marks/nobody.svg");
    expect(missing.status).toBe(404);
    expect(missing.headers.get("Cache-Control")).toBe("no-store");
  });
});
