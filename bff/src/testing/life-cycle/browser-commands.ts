import { loggedOut, session as sessionForm } from "@foresattportal/shared/contract/session.ts";
import type { AsyncCommand } from "fast-check";
import { expect } from "vitest";
import { callbackOf } from "../../routes/testing/test-browser.ts";
import {
  activeKid,
  idleSecondsLeft,
  pendingEnd,
  standingOf,
  use,
  type Model,
  type ModelSession,
} from "./model.ts";
import { cookieOf, type Portals } from "./portals.ts";

export type LifeCycleCommand = AsyncCommand<Model, Portals>;

/** No run takes so long, and whatever prolongs by mistake prolongs by more. */
const SLACK_SECONDS = 50;

/** A command that may come at any time. */
export function command(name: string, run: LifeCycleCommand["run"]): LifeCycleCommand {
  return { check: () => true, run, toString: () => name };
}

function browserOf(portals: Portals, number: number) {
  const browser = portals.browsers[number];
  if (browser === undefined) throw new Error("there is no such browser");
  return browser;
}

function sessionIn(model: Model, browser: number): ModelSession | undefined {
  return model.sessions.get(model.jars[browser] ?? "");
}

/** Leaves by one process and comes back by another. */
export function logIn(
  browser: number,
  sid: string,
  [left, back]: readonly [number, number],
): LifeCycleCommand {
  return command(`logIn(browser ${browser}, ${sid}, ${left}→${back})`, async (model, portals) => {
    const visitor = browserOf(portals, browser);
    const before = sessionIn(model, browser);
    portals.comesBackOf(sid);
    portals.answerBy(left);
    const callback = callbackOf(await visitor.go("/auth/login"));
    portals.answerBy(back);
    const answer = await visitor.go(callback, "abroad");
    const token = cookieOf(visitor);
    if (model.storeIsDown) {
      expect(answer.headers.get("Location")).toMatch(/^\/feil\/store-unavailable/);
      expect(token).toBe(model.jars[browser]);
      return;
    }
    expect(answer.headers.get("Location")).toBe("/");
    expect([...model.sessions.keys(), null], "an id is never given twice").not.toContain(token);
    if (before !== undefined) before.loggedOut = true;
    model.jars[browser] = token;
    if (token === null) throw new Error("no session cookie");
    model.sessions.set(token, {
      token,
      sid,
      age: 0,
      idle: 0,
      loggedOut: model.endedSids.has(sid),
      kid: activeKid(model, back),
    });
  });
}

/** What uses the session: a call for the page, or the button that prolongs. */
export function call(browser: number, process: number, what: "page" | "prolong"): LifeCycleCommand {
  return command(`call(browser ${browser}, ${what}, by ${process})`, async (model, portals) => {
    const visitor = browserOf(portals, browser);
    portals.answerBy(process);
    const answer =
      what === "page"
        ? await visitor.ask("GET", "/api/profile")
        : await visitor.ask("POST", "/api/session", {});
    const jar = model.jars[browser] ?? null;
    if (model.storeIsDown && jar !== null) {
      expect(answer.status).toBe(503);
      expect(cookieOf(visitor), "an outage logs nobody out").toBe(jar);
      return;
    }
    const session = sessionIn(model, browser);
    const pending = pendingEnd(model, session, process);
    if (session !== undefined && pending === "possible" && answer.status === 401) session.loggedOut = true;
    // By this process, that is; another one may not have heard of it.
    const standing = pending === "certain" ? "no-session" : standingOf(session);
    if (session !== undefined && standing === "live") {
      expect(answer.status).toBe(200);
      use(session, activeKid(model, process));
      return;
    }
    expect(answer.status).toBe(401);
    // Of one whose logout is pending it may be told that it has run out as well.
    const told: unknown = await answer.json();
    if (pending === null) expect(told).toMatchObject({ code: standing });
    model.jars[browser] = null;
    expect(cookieOf(visitor)).toBeNull();
  });
}

/** The page's question whether somebody is logged in, which uses nothing. */
export function poll(browser: number, process: number): LifeCycleCommand {
  return command(`poll(browser ${browser}, by ${process})`, async (model, portals) => {
    portals.answerBy(process);
    const answer = await browserOf(portals, browser).ask("GET", "/api/session");
    if (model.storeIsDown && model.jars[browser] !== null) {
      expect(answer.status).toBe(503);
      return;
    }
    expect(answer.status).toBe(200);
    const told = sessionForm.parse(await answer.json());
    const session = sessionIn(model, browser);
    const pending = pendingEnd(model, session, process);
    if (pending === "certain") expect(told).toEqual({ user: null });
    else if (pending === null || told.user !== null) expectPolled(told, session);
  });
}

/** Compares what the page is told with what ought to be so. */
function expectPolled(told: ReturnType<typeof sessionForm.parse>, session: ModelSession | undefined): void {
  if (session === undefined || standingOf(session) !== "live") {
    expect(told).toEqual({ user: null });
    return;
  }
  if (told.user === null) throw new Error("a live session is told to be none");
  const left = idleSecondsLeft(session);
  expect(told.idleExpiresInSeconds).toBeLessThanOrEqual(left);
  expect(told.idleExpiresInSeconds).toBeGreaterThan(left - SLACK_SECONDS);
}

export function logOut(browser: number, process: number): LifeCycleCommand {
  return command(`logOut(browser ${browser}, by ${process})`, async (model, portals) => {
    const visitor = browserOf(portals, browser);
    const session = sessionIn(model, browser);
    portals.answerBy(process);
    const answer = await visitor.ask("POST", "/auth/logout");
    if (model.storeIsDown && session !== undefined) {
      expect(answer.status).toBe(503);
      expect(cookieOf(visitor), "an outage logs nobody out").toBe(session.token);
      return;
    }
    expect(loggedOut.safeParse(await answer.json()).success).toBe(true);
    if (session !== undefined) session.loggedOut = true;
    model.jars[browser] = null;
    expect(cookieOf(visitor)).toBeNull();
  });
}
