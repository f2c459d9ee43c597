import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { newClientKey } from "../adapters/testing/client-key.ts";
import { createClientKeys, expiryOf, type ClientKey } from "./client-keys.ts";

const DAY = 24 * 60 * 60;
const NOW = Date.parse("2026-11-22T09:00:00.000Z") / 1000;

let template: ClientKey;
let tried: string[];
let registered: Set<string>;

beforeAll(() => {
  template = newClientKey("template");
});
beforeEach(() => {
  tried = [];
  registered = new Set();
});

const key = (kid: string, age: { iat?: number; exp?: number } = {}): ClientKey => ({
  ...template,
  kid,
  ...age,
});
const keysOf = (...list: ClientKey[]) => createClientKeys(list, () => new Date(NOW * 1000));
/** Signs with whatever key it is given, and is refused unless that one is registered. */
const call = (used: ClientKey): Promise<boolean> => {
  tried.push(used.kid);
  return Promise.resolve(registered.has(used.kid));
};
const refused = (taken: boolean): boolean => !taken;

describe("a client with several keys", () => {
  it("signs with the first one, and tries no other while it is taken", async () => {
    registered.add("new").add("old");
    expect(await keysOf(key("new"), key("old")).use(call, refused)).toBe(true);
    expect(tried).toEqual(["new"]);
  });

  it("may be deployed before its new key is posted, and goes on with the one that was taken", async () => {
    registered.add("old");
    const keys = keysOf(key("new"), key("old"));
    await keys.use(call, refused);
    expect(await keys.use(call, refused)).toBe(true);
    expect(tried).toEqual(["new", "old", "old"]);
  });

  it("moves to its new key by itself when the old one is withdrawn", async () => {
    registered.add("old");
    const keys = keysOf(key("new"), key("old"));
    await keys.use(call, refused);
    registered = new Set(["new"]);
    expect(await keys.use(call, refused)).toBe(true);
    expect(tried).toEqual(["new", "old", "old", "new"]);
  });

  it("tries each key once at most, and then tells of the refusal", async () => {
    expect(await keysOf(key("a"), key("b"), key("c")).use(call, refused)).toBe(false);
    expect(tried).toEqual(["a", "b", "c"]);
  });

  it("asks once where the answer does not speak of the key", async () => {
    expect(await keysOf(key("a"), key("b")).use(call, () => false)).toBe(false);
    expect(tried).toEqual(["a"]);
  });

  it.each([
    ["its time is over", { exp: NOW - 1 }],
    ["it is older than a year", { iat: NOW - 366 * DAY }],
  ])("passes a key over when %s", async (_why, age) => {
    registered.add("old").add("new");
    await keysOf(key("old", age), key("new")).use(call, refused);
    expect(tried).toEqual(["new"]);
  });

  it("leaves it to the register to refuse when all keys are past their time", async () => {
    registered.add("old");
    expect(await keysOf(key("old", { exp: NOW - DAY })).use(call, refused)).toBe(true);
  });
});

describe("a key", () => {
  it("lives until its `exp`, or else a year from its `iat`", () => {
    expect(expiryOf(key("k", { exp: NOW, iat: 5 }))).toEqual(new Date(NOW * 1000));
    expect(expiryOf(key("k", { iat: NOW }))).toEqual(new Date((NOW + 365 * DAY) * 1000));
  });

  it("that says nothing of its age has no known end", () => {
    expect(expiryOf(key("k"))).toBeNull();
  });
});
