import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { startWorld } from "../start-world.ts";
import type { World } from "../start-world.ts";

const PORTAL = "http://localhost:3999";
const RETURN = `${PORTAL}/tilbake`;

let world: World;
let browser: ReturnType<typeof createBrowser>;
beforeAll(async () => {
  world = await startWorld({ portalOrigin: PORTAL, ports: "free" });
});
beforeEach(() => {
  world.reset();
  browser = createBrowser();
});
afterAll(() => world.close());

interface Shown {
  readonly url: URL;
  readonly status: number;
  readonly text: string;
}

/** Cookies of the one host that Min profil and the log-in pages share, redirects and forms; no eyes. */
function createBrowser() {
  const cookies = new Map<string, string>();
  const go = async (address: string | URL, init: RequestInit = {}): Promise<Shown> => {
    const url = new URL(address);
    const headers = new Headers(init.headers);
    headers.set("cookie", [...cookies].map(([name, value]) => `${name}=${value}`).join("; "));
    const answer = await fetch(url, { ...init, headers, redirect: "manual" });
    for (const cookie of answer.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      if (name !== undefined && value !== undefined) cookies.set(name, value);
    }
    const location = answer.headers.get("location");
    if (location !== null) return go(new URL(location, url));
    return { url, status: answer.status, text: await answer.text() };
  };
  const post = (address: string | URL, form: Record<string, string>) =>
    go(address, {
      method: "POST",
      body: new URLSearchParams(form),
      headers: { origin: new URL(address).origin },
    });
  return { go, post };
}

function idOf(key: string): string {
  return world.people.find((person) => person.key === key)?.nationalId ?? "";
}

async function logIn(key: string, query: Record<string, string> = {}): Promise<Shown> {
  const login = await browser.go(`${world.minprofil.origin}/?${new URLSearchParams(query).toString()}`);
  const place = world.people.findIndex((person) => person.key === key);
  return browser.post(login.url, { person: String(place), level: "idporten-loa-substantial" });
}

const submit = (form: Record<string, string>) => browser.post(`${world.minprofil.origin}/profil`, form);

test("greets the person who logged in, without her national id in the address", async () => {
  const page = await logIn("kari");
  expect(page.text).toContain("Kari Normann Test");
  expect(page.url.href).toBe(`${world.minprofil.origin}/profil`);
});

test("leads back to a registered address", async () => {
  const page = await logIn("kari", { locale: "nb", gotoUrl: RETURN });
  expect(page.text).toContain(`<a href="${RETURN}">Tilbake til localhost:3999</a>`);
});

test.each([
  ["with a capital letter", `${PORTAL}/Tilbake`],
  ["without protocol", "localhost:3999/tilbake"],
  ["that nobody registered", "http://localhost:3999/annet"],
  ["with a query of its own", `${RETURN}?a=b`],
])("offers «Logg ut» instead of an address %s", async (_what, gotoUrl) => {
  const { text } = await logIn("kari", { gotoUrl });
  expect(text).toContain("Logg ut");
  expect(text).not.toContain("Tilbake til");
});

test("a new value is changed and confirmed now", async () => {
  const before = Date.now();
  await logIn("kari");
  const page = await submit({ action: "save", mobile: "912 34 599", email: "kari.normann@example.no" });
  expect(page.text).toContain("Opplysningene er lagret.");
  const mobile = world.krr.store.find(idOf("kari"))?.mobile;
  expect(mobile?.value).toBe("+4791234599");
  expect(mobile?.updatedAt.getTime()).toBeGreaterThanOrEqual(before);
  expect(mobile?.verifiedAt).toEqual(mobile?.updatedAt);
});

test("confirming leaves the time of change as it was", async () => {
  const held = world.krr.store.find(idOf("utlopt-epost"))?.email;
  const before = Date.now();
  await logIn("utlopt-epost");
  await submit({ action: "confirm" });
  const email = world.krr.store.find(idOf("utlopt-epost"))?.email;
  expect(email?.updatedAt).toEqual(held?.updatedAt);
  expect(email?.verifiedAt?.getTime()).toBeGreaterThanOrEqual(before);
});

test("deletes one channel and keeps the other", async () => {
  await logIn("kari");
  await submit({ action: "delete-email" });
  expect(world.krr.store.find(idOf("kari"))).toMatchObject({ email: null, mobile: { value: "+4791234567" } });
});

test("reserves and chooses a language", async () => {
  await logIn("kari");
  await submit({ action: "settings", reserved: "yes", language: "se" });
  expect(world.krr.store.find(idOf("kari"))).toMatchObject({ reservedAt: expect.any(Date), language: "se" });
});

test("registers who was not registered", async () => {
  await logIn("ingen-kontakt");
  await submit({ action: "save", mobile: "40000099", email: "" });
  expect(world.krr.store.find(idOf("ingen-kontakt"))).toMatchObject({
    status: "AKTIV",
    mobile: { value: "+4740000099" },
  });
});

test("saves nothing when one value cannot be read, and keeps what was typed", async () => {
  const before = world.krr.store.find(idOf("kari"));
  await logIn("kari");
  const page = await submit({ action: "save", mobile: "40000099", email: "kari@" });
  expect(page.text).toContain("Skriv e-postadressen slik");
  expect(page.text).toContain('value="40000099"');
  expect(world.krr.store.find(idOf("kari"))).toBe(before);
});

test("refuses a form that another site sent", async () => {
  await logIn("kari");
  const answer = await browser.go(`${world.minprofil.origin}/profil`, {
    method: "POST",
    body: new URLSearchParams({ action: "delete-email" }),
    headers: { origin: PORTAL },
  });
  expect(answer.status).toBe(403);
});

test("needs no second choice of person while ID-porten knows her", async () => {
  await logIn("kari");
  expect((await browser.go(world.minprofil.origin)).text).toContain("Kari Normann Test");
});

test("forgets the person when she logs out", async () => {
  await logIn("kari");
  const left = await browser.go(`${world.minprofil.origin}/ut`);
  expect(left.text).not.toContain("Kari");
  expect((await browser.go(`${world.minprofil.origin}/profil`)).text).not.toContain("Kontaktopplysninger");
});

test("forgets the person when she logs out at another service", async () => {
  await logIn("kari");
  const { text } = await browser.go(`${world.idporten.loginOrigin}/logout?client_id=digdir-minprofil`);
  const frame = /<iframe[^>]+src="([^"]+)"/.exec(text)?.[1]?.replaceAll("&amp;", "&") ?? "";
  expect((await browser.go(frame)).status).toBe(200);
  expect((await submit({ action: "confirm" })).text).toContain("Du er ikke logget inn");
});
