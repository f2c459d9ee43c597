import { Hono } from "hono";
import type { AppEnv } from "../http/app-env.ts";
import { readCspReport } from "../http/csp-report.ts";
import { limitAddress, type RateLimitDeps } from "../http/rate-limited.ts";
import { mediaType } from "../http/media-type.ts";
import { RequestFailure } from "../http/request-failure.ts";
import { CSP_REPORTS } from "../http/security-headers.ts";

/** `application/reports+json` by the Reporting API, `application/csp-report` by browsers that know `report-uri` alone. */
const REPORT_TYPES = new Set(["application/reports+json", "application/csp-report"]);

/**
 * Where browsers tell what the Content-Security-Policy has stopped. Public: reports come without cookies and without our
 * header. Neither content type can be sent by a form, so that a page elsewhere would need a preflight, which it never
 * gets. Bounded by number and size, and by what is taken of each report.
 */
export function cspReportRoutes(deps: RateLimitDeps) {
  return new Hono<AppEnv>().post(CSP_REPORTS, limitAddress(deps, "csp-report"), async (c) => {
    if (!REPORT_TYPES.has(mediaType(c) ?? "")) throw new RequestFailure("unsupported-media-type");
    const violations = readCspReport(await c.req.text());
    if (violations === null) throw new RequestFailure("invalid-input");
    for (const violation of violations) deps.record({ name: "csp_violation", ...violation });
    return c.body(null, 204);
  });
}
