import { problem } from "@foresattportal/shared/contract/failures.ts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fetchKept } from "../canary/fetch-kept.ts";
import { exchange, NAVIGATION, rawRequest } from "./raw-socket.ts";
import { startTarget, type Target } from "./target.ts";
import { createVisitor } from "./visitor.ts";

const LOGINS = 30;

/** Rows RL and OI15 of security-and-reliability.md, behind one reverse proxy that stands on loopback. */
describe("whoever asks too often", () => {
  let target: Target;
  let nextAddress = 0;

  beforeAll(async () => {
    target = await startTarget({
      log: "warn",
      settings: { LOGINS_PER_MINUTE: String(LOGINS), TRUSTED_PROXIES: "loopback" },
    });
  });
  afterAll(() => target.close());

  /** A client that nobody has seen before. */
  const newAddress = () => `203.0.113.${(nextAddress += 1)}`;
  const startLogin = (forwardedFor: string, headers: Record<string, string> = {}) =>
    fetchKept(`${target.origin}/auth/login`, {
      headers: { "X-Forwarded-For": forwardedFor, ...headers },
      redirect: "manual",
    });
  const statuses = async (times: number, forwardedFor: (attempt: number) => string) => {
    const answers = [];
    for (let attempt = 0; attempt < times; attempt += 1)
      answers.push((await startLogin(forwardedFor(attempt))).status);
    return answers;
  };
  /** How often the log tells of this event; a call from another page is told last, so that all before it is there. */
  const timesTold = async (event: string): Promise<number> => {
    const calls = target.log.entries("malicious_csrf").length;
    const headers = { "Sec-Fetch-Site": "cross-site" };
    await fetchKept(`${target.origin}/auth/logout`, { method: "POST", headers });
    await target.log.untilEntries("malicious_csrf", calls + 1);
    return target.log.entries(event).length;
  };
  const allowedThenRefused = [...Array.from({ length: LOGINS }, () => 303), 429];

  test("begins 30 log-ins a minute from one address and not 31; others are not affected (RL3)", async () => {
    const greedy = newAddress();
    expect(await statuses(LOGINS + 1, () => greedy)).toEqual(allowedThenRefused);
    expect((await startLogin(newAddress())).status).toBe(303);
  });

  test("stands in the log once for an address, however often it goes on, and twice for two (RL3)", async () => {
    const before = await timesTold("excess_rate_limit_exceeded");
    for (const address of [newAddress(), newAddress()]) await statuses(LOGINS + 6, () => address);
    expect(await timesTold("excess_rate_limit_exceeded")).toBe(before + 2);
  });

  test("cannot choose another address within its IPv6 /64 (RL3)", async () => {
    expect(await statuses(LOGINS + 1, (attempt) => `2001:db8:7:1::${attempt + 1}`)).toEqual(
      allowedThenRefused,
    );
    expect((await startLogin("2001:db8:7:2::1")).status).toBe(303);
  });

  test("cannot pretend to come from elsewhere (RL4)", async () => {
    const seen = newAddress();
    const spoofing = (attempt: number) => `198.51.100.${attempt}, ${seen}`;
    expect(await statuses(LOGINS + 1, spoofing)).toEqual(allowedThenRefused);
  });

  test("is told when to come again, as a program and as a person", async () => {
    const address = newAddress();
    await statuses(LOGINS, () => address);
    const asProgram = await startLogin(address);
    expect(asProgram.status).toBe(429);
    expect(Number(asProgram.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(problem.parse(await asProgram.json())).toMatchObject({ code: "too-many-requests" });

    const asPerson = { ...NAVIGATION, "X-Forwarded-For": address };
    const led = await exchange(target.origin, rawRequest("GET", "/auth/login", asPerson));
    const page = led.headers.get("location");
    expect(page).toMatch(/^\/feil\/too-many-requests\?ref=/);
    const words = await fetchKept(`${target.origin}${page}`, { headers: { Accept: "text/html" } });
    expect(words.status).toBe(429);
    expect(words.headers.get("retry-after")).toBe("60");
  });

  test("uses up nobody's log-ins by pictures on a page of his own (OI14)", async () => {
    const victim = newAddress();
    for (let picture = 0; picture <= LOGINS; picture += 1) {
      const answer = await startLogin(victim, { "Sec-Fetch-Dest": "image", "Sec-Fetch-Site": "cross-site" });
      expect(answer.status).toBe(400);
    }
    expect((await startLogin(victim)).status).toBe(303);
  });

  test("is stopped the sixth time in five seconds when logged in: a circle, and no person (OI15)", async () => {
    const visitor = createVisitor(target);
    await visitor.logIn();
    const cookie = [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const answers = [];
    for (let attempt = 0; attempt < 6; attempt += 1) answers.push(await startLogin(newAddress(), { cookie }));
    expect(answers.map(({ status }) => status)).toEqual([303, 303, 303, 303, 303, 429]);
    expect(Number(answers.at(-1)?.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(await visitor.isLoggedIn()).toBe(true);
  });

  test("runs «Oppdater» once, and is told when the next may be, on whatever device (RL1)", async () => {
    const guardian = target.world.people[2]?.nationalId ?? "";
    const [phone, desktop] = [createVisitor(target), createVisitor(target)];
    await phone.logIn(guardian);
    await desktop.logIn(guardian);
    expect((await phone.ask("POST", "/api/profile/refresh", {})).status).toBe(200);
    const refused = await desktop.ask("POST", "/api/profile/refresh", {});
    expect(refused.status).toBe(429);
    const { code, retryAt } = problem.parse(await refused.json());
    expect(code).toBe("too-soon");
    expect(Date.parse(retryAt ?? "")).toBeGreaterThan(Date.now());
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
  });

  test("presses «Oppdater» twenty times at once and causes one run (RL2)", async () => {
    const visitor = createVisitor(target);
    await visitor.logIn(target.world.people[3]?.nationalId ?? "");
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => visitor.ask("POST", "/api/profile/refresh", {})),
    );
    const [first, ...others] = answers.map(({ status }) => status).toSorted((a, b) => a - b);
    expect(first).toBe(200);
    // One is running, or has just been.
    expect(others.filter((status) => status !== 409 && status !== 429)).toEqual([]);
  });

  test("gets a thousand cheap answers from addresses that do not exist, stands in the log once, and the portal goes on (RL7)", async () => {
    const address = newAddress();
    const found = await Promise.all(
      Array.from({ length: 1000 }, (_, index) =>
        fetchKept(`${target.origin}/wp-admin/${index}.php`, { headers: { "X-Forwarded-For": address } }),
      ),
    );
    expect(new Set(found.map(({ status }) => status))).toEqual(new Set([404]));
    expect(await timesTold("malicious_excess_404")).toBe(1);
    expect((await startLogin(address)).status).toBe(303);
  });
});

test("without a proxy that is known, nobody is believed about where he comes from (RL4)", async () => {
  const target = await startTarget({ settings: { LOGINS_PER_MINUTE: "3" } });
  try {
    const answers = [];
    for (let attempt = 0; attempt < 4; attempt += 1) {
      const headers = { "X-Forwarded-For": `203.0.113.${attempt}`, Forwarded: `for=203.0.113.${attempt}` };
      answers.push((await fetchKept(`${target.origin}/auth/login`, { headers, redirect: "manual" })).status);
    }
    expect(answers).toEqual([303, 303, 303, 429]);
  } finally {
    await target.close();
  }
});
