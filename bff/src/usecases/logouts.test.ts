import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { PortalEvent } from "../ports/events.ts";
import type { LogoutNotice } from "../ports/identity-provider.ts";
import type { Sessions } from "../ports/sessions.ts";
import { StoreUnavailable } from "../ports/store-unavailable.ts";
import { createFakeIdentityProvider } from "../ports/testing/fake-identity-provider.ts";
import { KARI } from "../ports/testing/people.ts";
import { createLogouts, type Logouts } from "./logouts.ts";

const SID = "a-session-at-idporten";
const NOTICE: LogoutNotice = { sid: SID, tokenId: "jti", expiresAt: new Date() };
const CONTENT = { nationalId: KARI, acr: "idporten-loa-high", name: null, language: null };
const HOURS = 60 * 60 * 1000;

let events: PortalEvent[];
let ended: string[];
let storeIs: "up" | "down" | "silent" | "faulty";
let noted: boolean;
let verified: { at: Date; keys: "known" | "missing" };
let logouts: Logouts;

/** A store that can fail in the middle: it notes a token before it deletes. */
async function endNow(): Promise<readonly string[]> {
  if (storeIs === "silent") await new Promise(() => undefined);
  if (storeIs === "down") throw new StoreUnavailable("57014");
  if (storeIs === "faulty") throw new TypeError("ours");
  ended.push(SID);
  return ["subject"];
}

const sessions: Sessions = {
  create: () => Promise.resolve("token"),
  find: () =>
    Promise.resolve({
      state: "live",
      session: {
        content: CONTENT,
        subject: "subject",
        idportenSid: SID,
        expiresInSeconds: 100,
        idleExpiresInSeconds: 100,
      },
    }),
  remember: () => Promise.resolve(),
  end: () => Promise.resolve("subject"),
  endByNationalId: () => Promise.resolve(0),
  endAll: () => Promise.resolve(0),
  endByIdportenSid: endNow,
  async endByLogoutToken() {
    if (noted) return "used-before";
    noted = true;
    return endNow();
  },
};

beforeEach(() => {
  vi.useFakeTimers();
  [events, ended, storeIs, noted] = [[], [], "up", false];
  verified = { at: new Date(0), keys: "known" };
  const identityProvider = {
    ...createFakeIdentityProvider("https://minprofil.example.no"),
    verifyLogoutToken(token: string, at: Date) {
      verified.at = at;
      if (verified.keys === "missing") return Promise.resolve("unavailable" as const);
      return Promise.resolve(token === "valid" ? NOTICE : ("refused" as const));
    },
  };
  const record = (event: PortalEvent): void => void events.push(event);
  logouts = createLogouts({ identityProvider, sessions, record, clock: () => new Date() });
});
afterEach(() => {
  vi.useRealTimers();
});

async function isLive(): Promise<boolean> {
  return (await logouts.sessions.find("token", { slide: true })).state === "live";
}

/** What a call answers, however long it waits for it. */
async function answerTo(call: Promise<string>): Promise<string> {
  await vi.advanceTimersByTimeAsync(3000);
  return call;
}

function namesOf(): string[] {
  return events.map(({ name }) => name);
}

const CHANNELS = [
  ["the front channel", () => logouts.bySid(SID)],
  ["the back channel", () => logouts.byToken("valid")],
] as const;

describe.each(CHANNELS)("a logout by %s (LO12)", (_channel, call) => {
  it("is done at once where nothing hinders it", async () => {
    expect(await call()).toBe("done");
    expect(ended).toEqual([SID]);
    expect(namesOf()).toEqual(["session_ended"]);
    expect(await isLive()).toBe(true);
  });

  it("is accepted while the store cannot delete, and done when it can", async () => {
    storeIs = "down";
    expect(await call()).toBe("pending");
    await vi.advanceTimersByTimeAsync(60_000);
    expect(ended).toEqual([]);
    storeIs = "up";
    await vi.advanceTimersByTimeAsync(4000);
    expect(ended).toEqual([SID]);
    expect(namesOf()).toEqual(["logout_pending", "session_ended"]);
  });

  it("lets no call of that session through while it is pending, and of no other one", async () => {
    storeIs = "down";
    await call();
    expect(await isLive()).toBe(false);
    storeIs = "up";
    await vi.advanceTimersByTimeAsync(4000);
    // The store's own word counts again once no look-up can be under way that began before the end was noted.
    await vi.advanceTimersByTimeAsync(5000);
    expect(await isLive()).toBe(true);
  });

  it("is answered within five seconds by a store that is silent", async () => {
    storeIs = "silent";
    expect(await answerTo(call())).toBe("pending");
    expect(await isLive()).toBe(false);
  });

  it("is given up with a word in the log when the session has ended by itself", async () => {
    storeIs = "down";
    await call();
    await vi.advanceTimersByTimeAsync(2 * HOURS + 5000);
    expect(events.at(-1)).toMatchObject({ name: "logout_given_up", because: "57014" });
    storeIs = "up";
    await vi.advanceTimersByTimeAsync(HOURS);
    expect(ended).toEqual([]);
  });

  it("is tried once more when the process ends", async () => {
    storeIs = "down";
    await call();
    await vi.advanceTimersByTimeAsync(60_000);
    const stopped = logouts.stop();
    storeIs = "up";
    await vi.advanceTimersByTimeAsync(4000);
    await stopped;
    expect(ended).toEqual([SID]);
  });

  it("ends with the process although the store is still down, with a word in the log", async () => {
    storeIs = "down";
    await call();
    const stopped = logouts.stop();
    await vi.advanceTimersByTimeAsync(4000);
    await stopped;
    expect(namesOf()).toEqual(["logout_pending", "logout_given_up"]);
  });
});

describe("a logout token that cannot be verified yet (TM5)", () => {
  it("is not accepted, and is verified later by the time at which it came", async () => {
    const receivedAt = new Date();
    verified.keys = "missing";
    expect(await logouts.byToken("valid")).toBe("unavailable");
    expect(await isLive()).toBe(true);
    await vi.advanceTimersByTimeAsync(10 * 60_000);
    verified.keys = "known";
    await vi.advanceTimersByTimeAsync(4000);
    expect(verified.at).toEqual(receivedAt);
    expect(ended).toEqual([SID]);
  });

  it("ends nothing when it proves to be forged", async () => {
    verified.keys = "missing";
    await logouts.byToken("forged");
    verified.keys = "known";
    await vi.advanceTimersByTimeAsync(4000);
    expect(ended).toEqual([]);
    expect(namesOf()).toEqual(["logout_pending", "logout_token_refused"]);
  });
});

it("a token that was used before is refused, also while the store is slow (LO10)", async () => {
  noted = true;
  expect(await logouts.byToken("valid")).toBe("refused");
  expect(ended).toEqual([]);
});

describe("while a thousand calls of a sort are pending", () => {
  it("the next one of that sort gets one try and no more, and those of another sort are kept", async () => {
    storeIs = "down";
    for (let number = 0; number < 1000; number += 1) await logouts.bySid(`${SID}-${String(number)}`);
    expect(await logouts.bySid(SID)).toBe("unavailable");
    expect(events.at(-1)).toMatchObject({ name: "logout_given_up", because: "too-many" });
    expect(await logouts.byToken("valid")).toBe("pending");
  });

  it("the next one is done at once where nothing hinders it", async () => {
    storeIs = "down";
    for (let number = 0; number < 1000; number += 1) await logouts.bySid(`${SID}-${String(number)}`);
    storeIs = "up";
    expect(await logouts.bySid(SID)).toBe("done");
    expect(ended).toEqual([SID]);
  });

  it("tokens that nobody can judge displace none that is certain", async () => {
    verified.keys = "missing";
    for (let number = 0; number < 1000; number += 1) await logouts.byToken(`forged-${String(number)}`);
    verified.keys = "known";
    expect(await logouts.byToken("valid")).toBe("done");
    expect(ended).toEqual([SID]);
  });
});

it("what fails by a fault of ours is repeated a few times and then given up, with its name", async () => {
  storeIs = "faulty";
  expect(await logouts.bySid(SID)).toBe("pending");
  await vi.advanceTimersByTimeAsync(60_000);
  expect(events.filter(({ name }) => name === "logout_given_up")).toEqual([
    { name: "logout_given_up", by: "front-channel", because: "TypeError" },
  ]);
});
