import { expect } from "vitest";
import { SESSION_COOKIE } from "../../http/session-cookie.ts";
import { FAKE_ISSUER } from "../../ports/testing/fake-identity-provider.ts";
import { FRONT_CHANNEL_LOGOUT } from "../../routes/logout.ts";
import { OWN_PAGE } from "../../routes/testing/test-browser.ts";
import { call, command, type LifeCycleCommand } from "./browser-commands.ts";
import { logOutBySid, logOutLater, newKey, oldKeyIsIdle, ringOf, standingOf, type Model } from "./model.ts";
import type { Portals } from "./portals.ts";

/** The rings of both processes at one step, and the step after the last of a change. */
const LAST_STEP = 5;

export function passMinutes(minutes: number): LifeCycleCommand {
  return command(`passMinutes(${minutes})`, async ({ sessions }, portals) => {
    await portals.passMinutes(minutes);
    for (const session of sessions.values()) {
      session.age += minutes;
      session.idle += minutes;
    }
  });
}

/** ID-porten's frame, without cookies. */
export function frontChannel(sid: string, process: number): LifeCycleCommand {
  return command(`frontChannel(${sid}, by ${process})`, async (model, portals) => {
    portals.answerBy(process);
    const query = new URLSearchParams({ iss: FAKE_ISSUER, sid });
    const answer = await portals.bare(`${FRONT_CHANNEL_LOGOUT}?${query.toString()}`);
    expect(answer.status).toBe(200);
    if (model.storeIsDown) {
      logOutLater(model, sid, process);
      return;
    }
    logOutBySid(model, sid);
    model.pendingSids.delete(sid);
  });
}

/** A logout token, which may have been delivered before. */
export function backChannel(sid: string, number: number, process: number): LifeCycleCommand {
  const token = `${sid}-logout-${number}`;
  return command(`backChannel(${token}, by ${process})`, async (model, portals) => {
    portals.issueLogoutToken(token, sid);
    portals.answerBy(process);
    const body = new URLSearchParams({ logout_token: token });
    const answer = await portals.bare("/auth/backchannel-logout", { method: "POST", body });
    // What was told during an outage may have been used meanwhile.
    if (!model.storeIsDown && model.pendingSids.has(sid)) return;
    const replayed = model.usedLogoutTokens.has(token);
    expect(answer.status).toBe(model.storeIsDown ? 202 : replayed ? 400 : 200);
    if (model.storeIsDown) {
      logOutLater(model, sid, process);
      return;
    }
    model.usedLogoutTokens.add(token);
    if (!replayed) logOutBySid(model, sid);
  });
}

export function outage(down: boolean): LifeCycleCommand {
  return command(down ? "outageBegins" : "outageEnds", async (model, portals) => {
    portals.setStoreDown(down);
    model.storeIsDown = down;
    return Promise.resolve();
  });
}

/** A logout that is told while the store is down, and a call at once when it is up: rare by chance, and what LO12 is about. */
export function toldDuringOutage(browser: number, process: number): LifeCycleCommand {
  return {
    check: (model) => !model.storeIsDown && model.jars[browser] !== null,
    async run(model, portals) {
      const sid = model.sessions.get(model.jars[browser] ?? "")?.sid ?? "";
      for (const step of [
        outage(true),
        frontChannel(sid, process),
        outage(false),
        call(browser, process, "page"),
      ])
        await step.run(model, portals);
    },
    toString: () => `toldDuringOutage(browser ${browser}, by ${process})`,
  };
}

export function restart(process: number): LifeCycleCommand {
  return command(`restart(${process})`, async (model, portals) => {
    await portals.restart(process, ringOf(model.rotation, process));
    // What it could not do to the end is lost.
    for (const told of model.pendingSids.values()) told.delete(process);
  });
}

/** The next step of a change of keys: one process starts anew. The old key is not dropped while a session needs it. */
export function rotate(): LifeCycleCommand {
  return {
    check: (model) => model.rotation.step < LAST_STEP - 1 || oldKeyIsIdle(model),
    async run(model, portals) {
      const { rotation } = model;
      rotation.step += 1;
      const process = (rotation.step + 1) % 2;
      await portals.restart(process, ringOf(rotation, process));
      for (const told of model.pendingSids.values()) told.delete(process);
      if (rotation.step <= LAST_STEP) return;
      Object.assign(rotation, { step: 0, now: rotation.next, next: newKey() });
    },
    toString: () => "rotate",
  };
}

/** Cookies that nobody's session has: one that was made up, what stands in the database, and every one that was. */
export function oldCookies(process: number): LifeCycleCommand {
  return command(`oldCookies(by ${process})`, async (model, portals) => {
    if (model.storeIsDown) return;
    portals.answerBy(process);
    const dead = [...model.sessions.values()].filter((session) => standingOf(session) !== "live");
    const values = ["p".repeat(43), ...(await portals.storedHashes()), ...dead.map(({ token }) => token)];
    for (const value of values)
      expect(await statusWith(portals, value), "an old cookie is never accepted").toBe(401);
  });
}

/** After everything: each session that ever was is what it ought to be, on both processes. */
export async function everySessionIsAsItOughtToBe(
  { sessions, pendingSids }: Model,
  portals: Portals,
): Promise<void> {
  // In an orderly end, each process carries out what it was told during an outage and still has in hand.
  await portals.stop();
  for (const process of [0, 1]) {
    portals.answerBy(process);
    for (const session of sessions.values()) {
      const told = pendingSids.get(session.sid);
      // Told to nobody who is still there: it may have been done before or be lost.
      if (told?.size === 0) continue;
      const expected = told === undefined && standingOf(session) === "live" ? 200 : 401;
      expect(await statusWith(portals, session.token), session.token).toBe(expected);
    }
  }
}

async function statusWith(portals: Portals, value: string): Promise<number> {
  const headers = { ...OWN_PAGE, Cookie: `${SESSION_COOKIE}=${value}` };
  return (await portals.bare("/api/profile", { headers })).status;
}
