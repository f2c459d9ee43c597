import { ORIGIN } from "./portal-parts.ts";

/** The app as a function of requests. */
interface Requested {
  request(path: string, init: RequestInit): Response | Promise<Response>;
}

interface Cookie {
  readonly value: string;
  readonly strict: boolean;
}

export interface TestBrowser {
  readonly cookies: ReadonlyMap<string, Cookie>;
  /** As the portal's own page asks: with its header, its origin and all cookies. */
  ask(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Response>;
  /** As `ask`, with a JSON body written by the test. */
  askRaw(method: string, path: string, text: string): Promise<Response>;
  /** As a person goes there; `from` another site leaves the strict cookies at home. */
  go(path: string, from?: "here" | "abroad"): Promise<Response>;
  /** Through ID-porten and back; gives the answer to the callback. */
  logIn(query?: string): Promise<Response>;
  setCookie(name: string, value: string): void;
}

export const OWN_PAGE = { "X-Portal": "1", Origin: ORIGIN, "Sec-Fetch-Site": "same-origin" };
const NAVIGATION = { "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document", Accept: "text/html" };

/** A browser with a cookie jar that knows `SameSite=Strict` and deletion, and no more. */
export function createTestBrowser(app: Requested): TestBrowser {
  const jar = new Map<string, Cookie>();

  async function send(path: string, init: RequestInit, from: "here" | "abroad"): Promise<Response> {
    const sent = [...jar].filter(([, { strict }]) => from === "here" || !strict);
    const headers = new Headers(init.headers);
    if (sent.length > 0)
      headers.set("Cookie", sent.map(([name, { value }]) => `${name}=${value}`).join("; "));
    const response = await app.request(path, { ...init, headers });
    for (const line of response.headers.getSetCookie()) keep(jar, line);
    return response;
  }

  const browser: TestBrowser = {
    cookies: jar,
    setCookie: (name, value) => void jar.set(name, { value, strict: true }),
    go: (path, from = "here") => send(path, { headers: NAVIGATION }, from),
    ask(method, path, body, headers = {}) {
      const json = body === undefined ? {} : { "Content-Type": "application/json" };
      const init = { method, headers: { ...OWN_PAGE, ...json, ...headers } };
      return send(path, body === undefined ? init : { ...init, body: JSON.stringify(body) }, "here");
    },
    askRaw(method, path, text) {
      const headers = { ...OWN_PAGE, "Content-Type": "application/json" };
      return send(path, { method, headers, body: text }, "here");
    },
    async logIn(query = "") {
      const started = await browser.go(`/auth/login${query}`);
      return browser.go(callbackOf(started), "abroad");
    },
  };
  return browser;
}

/** Where ID-porten would send the browser after this start of a log-in. */
export function callbackOf(started: Response): string {
  const state = new URL(started.headers.get("Location") ?? "about:blank").searchParams.get("state");
  return `/auth/callback?code=a-code&state=${state ?? ""}`;
}

function keep(jar: Map<string, Cookie>, line: string): void {
  const [pair = "", ...attributes] = line.split("; ");
  const separator = pair.indexOf("=");
  const name = pair.slice(0, separator);
  if (attributes.includes("Max-Age=0")) jar.delete(name);
  else jar.set(name, { value: pair.slice(separator + 1), strict: attributes.includes("SameSite=Strict") });
}
