import { z } from "zod";

/** More of one report are the same fault over again, or somebody who fills the log. */
const MAX_VIOLATIONS = 5;
const MAX_ADDRESS = 200;
const DIRECTIVE = /^[a-z-]{1,40}$/;
/** Words that stand in the place of an address (CSP level 3, 5.2). */
const KEYWORD = /^[a-z-]{1,30}$/;

/** What is kept of a violation: never a sample of the script, nor any address with its query. */
export interface CspViolation {
  readonly directive: string;
  readonly document: string;
  readonly blocked: string;
}

const text = z.string().optional();

/** The Reporting API sends a list of reports of several kinds. */
const reports = z.array(
  z.object({
    type: text,
    body: z.object({ documentURL: text, blockedURL: text, effectiveDirective: text }).nullish(),
  }),
);
/** `report-uri` sends one; older browsers name the directive in `violated-directive` alone, with its sources. */
const singleReport = z.object({
  "csp-report": z.object({
    "document-uri": text,
    "blocked-uri": text,
    "effective-directive": text,
    "violated-directive": text,
  }),
});

/** Reads a browser's report of either form; null for anything else. Every text in the answer is short and plain. */
export function readCspReport(body: string): CspViolation[] | null {
  const json = parsed(body);
  const several = reports.safeParse(json);
  if (several.success) {
    return several.data
      .filter(({ type }) => type === "csp-violation")
      .slice(0, MAX_VIOLATIONS)
      .map(({ body: told }) => violation(told?.effectiveDirective, told?.documentURL, told?.blockedURL));
  }
  const single = singleReport.safeParse(json);
  if (!single.success) return null;
  const told = single.data["csp-report"];
  const directive = told["effective-directive"] ?? told["violated-directive"]?.split(" ", 1)[0];
  return [violation(directive, told["document-uri"], told["blocked-uri"])];
}

function violation(
  directive: string | undefined,
  document: string | undefined,
  blocked: string | undefined,
): CspViolation {
  return {
    directive: directive !== undefined && DIRECTIVE.test(directive) ? directive : "unknown",
    document: place(document),
    blocked: place(blocked),
  };
}

/** An address without query, fragment and user; of other schemes (`data:`, a browser's extension) the scheme alone. */
function place(address: string | undefined): string {
  if (address === undefined) return "unknown";
  if (KEYWORD.test(address)) return address;
  if (!URL.canParse(address)) return "unknown";
  const { protocol, origin, pathname } = new URL(address);
  const isPage = protocol === "http:" || protocol === "https:";
  return (isPage ? origin + pathname : protocol).slice(0, MAX_ADDRESS);
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}
