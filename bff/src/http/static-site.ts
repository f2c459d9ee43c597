import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { serveStatic } from "@hono/node-server/serve-static";
import { FAILURES, isFailureCode } from "@foresattportal/shared/failures.ts";
import { FAILURE_PAGE_PREFIX, PAGES } from "@foresattportal/shared/pages.ts";
import { inTheme, type Theme } from "@foresattportal/shared/themes.ts";
import type { Context, Hono } from "hono";
import { createMiddleware } from "hono/factory";
import type { AppEnv } from "./app-env.ts";
import { isNavigation } from "./human-page.ts";
import { problemResponse } from "./problem.ts";

/** For programs that come to the page of a failure; people read its words. */
const RETRY_SECONDS = { 429: "60", 503: "5" } as const;

/**
 * The built page: hashed assets for ever, the document never from a cache. An unknown address is 404 and never the
 * document with 200, which would let personal answers be cached under an asset's name (CH4).
 *
 * @param site.root the folder with the build; null where another server has the page (development).
 * @param site.theme the municipality whose look the document is given, once and for all.
 */
export async function useStaticSite(
  app: Hono<AppEnv>,
  { root, theme }: { readonly root: string | null; readonly theme: Theme },
): Promise<void> {
  const built = root === null ? null : await documentIn(root);
  const document = built === null ? null : inTheme(built, theme);
  const sendDocument = (c: Context<AppEnv>, status: 200 | 404 | (typeof FAILURES)[keyof typeof FAILURES]) => {
    if (document === null) return problemResponse(c, "not-found");
    c.header("Cache-Control", "no-cache");
    if (status === 429 || status === 503) c.header("Retry-After", RETRY_SECONDS[status]);
    return c.html(document, status);
  };
  if (root !== null) {
    app.get("/assets/*", forEver, serveStatic({ root, precompressed: true }));
    app.get("/robots.txt", (c) => c.text("User-agent: *\nAllow: /$\nDisallow: /\n"));
    app.get("/marks/*", forADay, serveStatic({ root }));
  }
  for (const path of Object.values(PAGES)) app.get(path, (c) => sendDocument(c, 200));
  app.get(`${FAILURE_PAGE_PREFIX}:code`, (c) => {
    const code = c.req.param("code");
    return sendDocument(c, isFailureCode(code) ? FAILURES[code] : 404);
  });
  app.notFound((c) =>
    isNavigation(c) && c.req.method === "GET" ? sendDocument(c, 404) : problemResponse(c, "not-found"),
  );
}

/** Names under /assets carry a hash of their contents; a missing one is not to be remembered. */
const forEver = createMiddleware<AppEnv>(async (c, next) => {
  await next();
  c.header("Cache-Control", c.res.status === 200 ? "public, max-age=31536000, immutable" : "no-store");
});

/** A municipality's mark keeps its name when it is drawn anew. */
const forADay = createMiddleware<AppEnv>(async (c, next) => {
  await next();
  c.header("Cache-Control", c.res.status === 200 ? "public, max-age=86400" : "no-store");
});

async function documentIn(root: string): Promise<string | null> {
  try {
    return await readFile(join(root, "index.html"), "utf8");
  } catch {
    return null;
  }
}
