import { profile } from "@foresattportal/shared/contract/profile.ts";
import { session } from "@foresattportal/shared/contract/session.ts";
import { fetchKept } from "../canary/fetch-kept.ts";
import { createTestBrowser } from "../world/idporten/test-browser.ts";
import type { Target } from "./target.ts";

interface Browser {
  readonly cookies: Map<string, string>;
  get(path: string, headers?: Record<string, string>): Promise<Response>;
  /** As the page itself asks: with the portal's own header. */
  ask(method: string, path: string, body?: unknown): Promise<Response>;
}

/** A browser without eyes: the portal's cookies, no redirects followed, and every header in the test's hands. */
export interface Visitor extends Browser {
  /**
   * Goes to the log-in and through ID-porten; the address that ID-porten sends the browser back to, not yet visited.
   *
   * @param options.nationalId who she is: the world's first person unless told.
   * @param options.from the address of the log-in, which asks for «Min profil» unless told.
   */
  goThroughIdporten(options?: { readonly nationalId?: string; readonly from?: string }): Promise<URL>;
  /** The whole log-in, as the world's first person unless told. */
  logIn(nationalId?: string): Promise<Response>;
  /** The same, out of this session at ID-porten, which has a name of its own making otherwise. */
  logInWithin(sid: string, nationalId?: string): Promise<Response>;
  isLoggedIn(): Promise<boolean>;
  /** How each register, and KRR after them, answers on her page. */
  sourceStates(): Promise<readonly string[]>;
}

const OWN_PAGE = { "X-Portal": "1", "Sec-Fetch-Site": "same-origin" };

type VisitorTarget = Pick<Target, "origin" | "world"> & Partial<Pick<Target, "publicOrigin">>;

export function createVisitor({ origin, publicOrigin = origin, world }: VisitorTarget): Visitor {
  const first = world.people[0]?.nationalId ?? "";
  const browser = createBrowser(origin, publicOrigin);

  const visitor: Visitor = {
    ...browser,
    async goThroughIdporten({ nationalId = first, from = "/auth/login?returnTo=/min-profil" } = {}) {
      const left = await browser.get(from, { "Sec-Fetch-Dest": "document" });
      // One of its own each time: no single sign-on from an earlier log-in.
      const atIdporten = createTestBrowser(world.idporten.loginOrigin);
      const page = await atIdporten.show(left.headers.get("location") ?? "");
      const person = world.people.findIndex((candidate) => candidate.nationalId === nationalId);
      return atIdporten.follow(page.url, { person: String(person), level: "idporten-loa-high" });
    },
    async logIn(nationalId = first) {
      const callback = await visitor.goThroughIdporten({ nationalId });
      return browser.get(callback.pathname + callback.search);
    },
    async logInWithin(sid, nationalId = first) {
      world.idporten.faults.set({ idToken: { set: { sid } } });
      const answer = await visitor.logIn(nationalId);
      world.idporten.faults.clear();
      return answer;
    },
    async isLoggedIn() {
      const answer = await browser.ask("GET", "/api/session");
      return session.parse(await answer.json()).user !== null;
    },
    async sourceStates() {
      const answer = await browser.ask("GET", "/api/profile");
      const { systems, krr } = profile.parse(await answer.json());
      return [...systems.map((system) => system.answer), krr.state];
    },
  };
  return visitor;
}

function createBrowser(origin: string, publicOrigin: string): Browser {
  const cookies = new Map<string, string>();

  async function send(path: string, init: RequestInit): Promise<Response> {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const headers = { ...Object.fromEntries(new Headers(init.headers)), ...(cookie !== "" && { cookie }) };
    const answer = await fetchKept(new URL(path, origin), { ...init, headers, redirect: "manual" });
    for (const header of answer.headers.getSetCookie()) keep(cookies, header);
    return answer;
  }

  return {
    cookies,
    get: (path, headers = {}) => send(path, { headers }),
    ask: (method, path, body) =>
      send(path, {
        method,
        headers: {
          ...OWN_PAGE,
          ...(method !== "GET" && { Origin: publicOrigin, "Content-Type": "application/json" }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      }),
  };
}

function keep(cookies: Map<string, string>, header: string): void {
  const [, name, value] = /^([^=]+)=([^;]*)/.exec(header) ?? [];
  if (name === undefined || value === undefined) return;
  if (value === "" || /max-age=0/i.test(header)) cookies.delete(name);
  else cookies.set(name, value);
}
