import { afterEach, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { newClientKey } from "../adapters/testing/client-key.ts";
import type { PortalEvent } from "../ports/events.ts";
import { watchClientKeys } from "./client-key-watch.ts";
import type { ClientKey } from "./client-keys.ts";

const DAY = 24 * 60 * 60;
const NOW = Date.parse("2026-11-22T09:00:00.000Z");

let template: ClientKey;
let recorded: PortalEvent[];
let stop: () => void;

beforeAll(() => {
  template = newClientKey("template");
});
beforeEach(() => {
  vi.useFakeTimers({ now: NOW });
  recorded = [];
});
afterEach(() => {
  stop();
  vi.useRealTimers();
});

function watch(...keys: readonly { kid: string; iat?: number; exp?: number }[]): void {
  const watched = keys.map((key) => ({ client: "idporten", key: { ...template, ...key } }));
  ({ stop } = watchClientKeys(watched, { clock: () => new Date(), record: (event) => recorded.push(event) }));
}

const inDays = (days: number): number => NOW / 1000 + days * DAY;
const warning = (kid: string, daysLeft: number) => ({
  name: "client_key_expires",
  client: "idporten",
  kid,
  daysLeft,
});

it("warns at the start of a key that has less than thirty days, by its own name", () => {
  watch({ kid: "soon", exp: inDays(29) }, { kid: "later", exp: inDays(30) });
  expect(recorded).toEqual([warning("soon", 29)]);
});

it("warns every day from then on, and of a key that is past its time too", () => {
  watch({ kid: "k", exp: inDays(31) });
  expect(recorded).toEqual([]);
  vi.advanceTimersByTime(3 * DAY * 1000);
  expect(recorded).toEqual([warning("k", 29), warning("k", 28)]);
  vi.advanceTimersByTime(29 * DAY * 1000);
  expect(recorded.at(-1)).toEqual(warning("k", -1));
});

it("counts a year from the day on which a key was made, where it says no more", () => {
  watch({ kid: "k", iat: inDays(-360) });
  expect(recorded).toEqual([warning("k", 5)]);
});

it("says once of a key that does not tell its age that nobody will be warned", () => {
  watch({ kid: "ageless" });
  vi.advanceTimersByTime(5 * DAY * 1000);
  expect(recorded).toEqual([{ name: "client_key_age_unknown", client: "idporten", kid: "ageless" }]);
});
