import { createMiddleware } from "hono/factory";
import { secureHeaders } from "hono/secure-headers";
import type { AppEnv } from "./app-env.ts";

/** Where browsers report what the policy has stopped. */
export const CSP_REPORTS = "/csp-reports";

const CSP = {
  defaultSrc: ["'none'"],
  scriptSrc: ["'self'"],
  styleSrc: ["'self'"],
  // Designsystemet's style sheet carries its small icons as data: images.
  imgSrc: ["'self'", "data:"],
  fontSrc: ["'self'"],
  connectSrc: ["'self'"],
  manifestSrc: ["'self'"],
  formAction: ["'self'"],
  baseUri: ["'none'"],
  objectSrc: ["'none'"],
  // Of all sinks of the build only React's own innerHTML is there, for what we never render; so no policy is needed.
  requireTrustedTypesFor: ["'script'"],
  trustedTypes: ["'none'"],
  reportTo: "csp",
  // For browsers without the Reporting API; the others leave it aside.
  reportUri: CSP_REPORTS,
};

const COMMON = {
  // Hono's default is half a year; ASVS 3.4.1 asks for one at least.
  strictTransportSecurity: "max-age=31536000; includeSubDomains",
  referrerPolicy: "no-referrer",
  crossOriginOpenerPolicy: "same-origin",
  crossOriginResourcePolicy: "same-origin",
  originAgentCluster: "?1",
  permissionsPolicy: {
    camera: [],
    geolocation: [],
    microphone: [],
    payment: [],
    usb: [],
    fullscreen: [],
    displayCapture: [],
  },
};

/** Every answer's headers, and the one home of the Content-Security-Policy. No page may be framed. */
export const securityHeaders = secureHeaders({
  ...COMMON,
  xFrameOptions: "DENY",
  reportingEndpoints: [{ name: "csp", url: CSP_REPORTS }],
  contentSecurityPolicy: { ...CSP, frameAncestors: ["'none'"] },
});

/**
 * For the front-channel logout route alone, which ID-porten's logout page shows in a frame: there neither
 * X-Frame-Options nor `frame-ancestors 'none'` (national-registers B.8). Stands before `securityHeaders`: both work on
 * the finished answer, and the outer one has the last word.
 */
export function framedBy(origin: () => Promise<string | null>) {
  return createMiddleware<AppEnv>(async (c, next) => {
    await next();
    const framer = await origin();
    if (framer === null) return;
    c.res.headers.delete("X-Frame-Options");
    c.res.headers.set("Content-Security-Policy", `default-src 'none'; frame-ancestors ${framer}`);
    // The frame stands on another site, so the resource policy must let it in.
    c.res.headers.set("Cross-Origin-Resource-Policy", "cross-origin");
  });
}

/** Personal data and log-in answers are kept by nobody: neither browser, proxy nor back button. */
export const noStore = createMiddleware<AppEnv>(async (c, next) => {
  await next();
  if (!c.res.headers.has("Cache-Control")) c.res.headers.set("Cache-Control", "no-store");
});
