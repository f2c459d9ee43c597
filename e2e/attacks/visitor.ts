import { session } from "@foresattportal/shared/contract/session.ts";
import { createTestBrowser } from "../world/idporten/test-browser.ts";
import type { Target } from "./target.ts";

/** A browser without eyes: the portal's cookies, no redirects followed, and every header in the test's hands. */
export interface Visitor {
  readonly cookies: Map<string, string>;
  get(path: string, headers?: Record<string, string>): Promise<Response>;
  /** As the page itself asks: with the portal's own header. */
  ask(method: string, path: string, body?: unknown): Promise<Response>;
  /** Goes to the log-in and through ID-porten; the address that ID-porten sends the browser back to, not yet visited. */
  goThroughIdporten(nationalId: string, level?: string): Promise<URL>;
  /** The whole log-in. */
  logIn(nationalId: string): Promise<Response>;
  isLoggedIn(): Promise<boolean>;
}

const OWN_PAGE = { "X-Portal": "1", "Sec-Fetch-Site": "same-origin" };

export function createVisitor({ origin, world }: Target): Visitor {
  const cookies = new Map<string, string>();

  async function send(path: string, init: RequestInit): Promise<Response> {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const headers = { ...Object.fromEntries(new Headers(init.headers)), ...(cookie !== "" && { cookie }) };
    const answer = await fetch(new URL(path, origin), { ...init, headers, redirect: "manual" });
    for (const header of answer.headers.getSetCookie()) keep(cookies, header);
    return answer;
  }

  const visitor: Visitor = {
    cookies,
    get: (path, headers = {}) => send(path, { headers }),
    ask: (method, path, body) =>
      send(path, {
        method,
        headers: {
          ...OWN_PAGE,
          ...(method !== "GET" && { Origin: origin, "Content-Type": "application/json" }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      }),
    async goThroughIdporten(nationalId, level = "idporten-loa-high") {
      const left = await visitor.get("/auth/login?returnTo=/min-profil", { "Sec-Fetch-Dest": "document" });
      // A browser of its own each time: no single sign-on from an earlier log-in.
      const browser = createTestBrowser(world.idporten.loginOrigin);
      const page = await browser.show(left.headers.get("location") ?? "");
      const person = world.people.findIndex((candidate) => candidate.nationalId === nationalId);
      return browser.follow(page.url, { person: String(person), level });
    },
    async logIn(nationalId) {
      const callback = await visitor.goThroughIdporten(nationalId);
      return visitor.get(callback.pathname + callback.search);
    },
    async isLoggedIn() {
      const answer = await visitor.ask("GET", "/api/session");
      return session.parse(await answer.json()).user !== null;
    },
  };
  return visitor;
}

function keep(cookies: Map<string, string>, header: string): void {
  const [, name, value] = /^([^=]+)=([^;]*)/.exec(header) ?? [];
  if (name === undefined || value === undefined) return;
  if (value === "" || /max-age=0/i.test(header)) cookies.delete(name);
  else cookies.set(name, value);
}
