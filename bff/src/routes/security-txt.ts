import type { Portal } from "@foresattportal/shared/contract/portal.ts";
import { LANGUAGES } from "@foresattportal/shared/languages.ts";
import { Hono } from "hono";
import type { AppEnv } from "../http/app-env.ts";
import type { Clock } from "../ports/clock.ts";

const SECURITY_TXT = "/.well-known/security.txt";
/** RFC 9116, 2.5.5: less than a year ahead. */
const VALID_DAYS = 90;
const DAY_MS = 24 * 60 * 60 * 1000;

/** Whom to tell of a vulnerability (RFC 9116); where the municipality has named no page, there is no such file. */
export function securityTxtRoutes(deps: { portal: Portal; publicOrigin: string; clock: Clock }) {
  const routes = new Hono<AppEnv>();
  const { contact } = deps.portal;
  if (contact === null) return routes;
  return routes.get(SECURITY_TXT, (c) => {
    const expires = new Date(deps.clock().getTime() + VALID_DAYS * DAY_MS);
    c.header("Cache-Control", "public, max-age=86400");
    return c.text(
      [
        `Contact: ${contact.url}`,
        `Expires: ${expires.toISOString()}`,
        `Preferred-Languages: ${LANGUAGES.join(", ")}`,
        `Canonical: ${deps.publicOrigin}${SECURITY_TXT}`,
        "",
      ].join("\n"),
    );
  });
}
