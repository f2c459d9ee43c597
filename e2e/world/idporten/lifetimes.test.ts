import * as client from "openid-client";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { startIdporten } from "./index.ts";
import { createTestBrowser } from "./test-browser.ts";
import { createTestService, registration } from "./test-service.ts";
import { createSigningKey } from "../signing-keys.ts";
import type { Idporten } from "./index.ts";

const KARI = { nationalId: "01819090013", name: "Kari Vik", special: "To barn på skole" };
const HIGH = `testid:${KARI.nationalId}_idporten-loa-high`;
const READ = "krr:user/kontaktinformasjon.read";

let idporten: Idporten;
let service: Awaited<ReturnType<typeof createTestService>>;
beforeAll(async () => {
  const key = await createSigningKey("portal-1");
  const api = { scopes: [READ], consumer: "910000004" };
  idporten = await startIdporten({
    people: [KARI],
    clients: [registration(key, { api, refreshTokens: true })],
  });
  service = await createTestService(idporten, key);
});
afterEach(() => vi.useRealTimers());
afterAll(() => idporten.close());

function advance(seconds: number): void {
  const now = Date.now() + seconds * 1000;
  vi.useFakeTimers({ toFake: ["Date"], now });
}

async function codeAfter(seconds: number) {
  const login = await service.prepare({ login_hint: HIGH });
  const callback = await createTestBrowser(idporten.loginOrigin).follow(login.url);
  advance(seconds);
  return login.finish(callback);
}

async function refreshTokens() {
  const browser = createTestBrowser(idporten.loginOrigin);
  const { refresh_token = "" } = await service.logIn(browser, HIGH, { scope: `openid ${READ}` });
  return refresh_token;
}

test("takes a code for 60 seconds", async () => {
  expect((await codeAfter(50)).claims()?.["pid"]).toBe(KARI.nationalId);
});

test("refuses a code after 60 seconds", async () => {
  await expect(codeAfter(75)).rejects.toMatchObject({ error: "invalid_grant" });
});

test("refuses a refresh token that was left for more than 600 seconds", async () => {
  const refreshToken = await refreshTokens();
  advance(615);
  await expect(client.refreshTokenGrant(service.config, refreshToken)).rejects.toMatchObject({
    error: "invalid_grant",
  });
});

test("renews tokens for 7200 seconds after the log-in, however busy, and no longer", async () => {
  let refreshToken = await refreshTokens();
  for (let renewed = 0; renewed < 12; renewed += 1) {
    advance(590);
    const { refresh_token = "" } = await client.refreshTokenGrant(service.config, refreshToken);
    refreshToken = refresh_token;
  }
  advance(200);
  await expect(client.refreshTokenGrant(service.config, refreshToken)).rejects.toMatchObject({
    error: "invalid_grant",
  });
});
