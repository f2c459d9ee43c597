import { createHash } from "node:crypto";
import { html, page, PAGE_HEADERS, raw } from "./page-shell.ts";

/** Milliseconds a service has to load its frame before the browser goes on without it. */
const PATIENCE = 2000;

/** Loads every service's front-channel logout address in a frame, then leads on to the service that asked. */
export function logoutPage(frames: readonly string[], target: string) {
  // The policy names the script by its hash, so that it goes into the page to the letter.
  const script = `const go = () => location.replace(${JSON.stringify(target).replaceAll("<", "\\u003c")});
addEventListener("load", go); setTimeout(go, ${PATIENCE});`;
  const body = page(
    "Logger ut",
    html`<h1>Du logges ut</h1>
      <p>Vi logger deg ut av alle tjenestene du brukte. <a href="${target}">Gå videre</a></p>
      ${frames.map((src) => html`<iframe src="${src}" title="Utlogging av tjeneste"></iframe>`)}
      ${raw(`<script>${script}</script>`)}`,
    html`<meta http-equiv="refresh" content="${String(PATIENCE / 1000)};url=${target}" />`,
  );
  const hash = createHash("sha256").update(script).digest("base64");
  const origins = [...new Set(frames.map((frame) => new URL(frame).origin))].join(" ");
  const policy = `${PAGE_HEADERS["content-security-policy"]}; script-src 'sha256-${hash}'; frame-src ${origins}`;
  return { body, headers: { ...PAGE_HEADERS, "content-security-policy": policy } };
}
