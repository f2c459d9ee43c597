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

/** The texts of the links that lead there. */
const linksTo = (address: string, text: string) =>
  [...text.matchAll(/<a[^>]*href="([^"]+)"[^>]*>([^<]*)<\/a/g)].flatMap(([, href, label = ""]) =>
    href === address ? [label.trim()] : [],
  );

/** What the notice says, line by line. */
function told(text: string): string[] {
  const notice = /<div class="notice"[^]*?(?=<p class="exit">|<section)/.exec(text)?.[0] ?? "";
  const lines = notice.matchAll(/<p>([^<]+)<\/p>|<dt>([^<]+)<\/dt>\s*<dd>([^<]+)<\/dd>/g);
  return [...lines].map(([, sentence, label, value]) => sentence ?? `${label} ${value}`);
}

const submit = (form: Record<string, string>) => browser.post(`${world.minprofil.origin}/profil`, form);

test("greets the person who logged in, without her national id in the address", async () => {
  const page = await logIn("kari");
  expect(page.text).toContain("Kari Normann Test");
  expect(page.url.href).toBe(`${world.minprofil.origin}/profil`);
});

test("leads back to a registered address", async () => {
  const page = await logIn("kari", { locale: "nb", gotoUrl: RETURN });
  expect(linksTo(RETURN, page.text)).toEqual(["Tilbake til localhost:3999"]);
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
  expect(page.text).toContain("Ingenting er lagret.");
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

test("says what was saved, with the values as they now stand", async () => {
  await logIn("kari");
  const { text } = await submit({ action: "save", mobile: "912 34 599", email: "" });
  expect(told(text)).toEqual([
    "Opplysningene er lagret.",
    "Mobilnummer +4791234599",
    "E-post Ikke registrert",
  ]);
});

test("says what was chosen", async () => {
  await logIn("kari");
  const { text } = await submit({ action: "settings", reserved: "yes", language: "se" });
  expect(told(text)).toEqual([
    "Valgene er lagret.",
    "Digital post fra det offentlige Jeg reserverer meg",
    "Språk Nordsamisk",
  ]);
});

test("offers one way back after saving, and says once that something was saved", async () => {
  await logIn("kari", { gotoUrl: RETURN });
  const { text, url } = await submit({ action: "confirm" });
  expect(linksTo(RETURN, text)).toEqual(["Tilbake til localhost:3999"]);
  expect((await browser.go(url)).text).not.toContain("Opplysningene er bekreftet.");
});

test("refuses a Norwegian number that is no mobile number", async () => {
  const before = world.krr.store.find(idOf("kari"));
  await logIn("kari");
  const page = await submit({ action: "save", mobile: "22 00 00 01", email: "kari@example.no" });
  expect(page.text).toContain("Skriv et norsk mobilnummer");
  expect(world.krr.store.find(idOf("kari"))).toBe(before);
});

test("takes a foreign number with its country code", async () => {
  await logIn("kari");
  await submit({ action: "save", mobile: "0046 70 123 45 67", email: "" });
  expect(world.krr.store.find(idOf("kari"))?.mobile?.value).toBe("+46701234567");
});

test.each([
  [
    "nb",
    "nb",
    "Kontaktopplysninger",
    "Lagre valgene",
    "Tilbake til localhost:3999",
    "Opplysningene er bekreftet.",
  ],
  [
    "nn",
    "nn",
    "Kontaktopplysningar",
    "Lagre vala",
    "Tilbake til localhost:3999",
    "Opplysningane er stadfesta.",
  ],
  [
    "en",
    "en",
    "Contact details",
    "Save the choices",
    "Back to localhost:3999",
    "Your details are confirmed.",
  ],
  [
    "se",
    "nb",
    "Kontaktopplysninger",
    "Lagre valgene",
    "Tilbake til localhost:3999",
    "Opplysningene er bekreftet.",
  ],
  [
    "de",
    "nb",
    "Kontaktopplysninger",
    "Lagre valgene",
    "Tilbake til localhost:3999",
    "Opplysningene er bekreftet.",
  ],
])("asked for %s it speaks %s", async (locale, lang, heading, button, back, confirmed) => {
  const { text } = await logIn("kari", { locale, gotoUrl: RETURN });
  expect(text).toContain(`<html lang="${lang}">`);
  expect(text).toContain(`>${heading}</h2>`);
  expect(text).toContain(`>${button}</button>`);
  expect(linksTo(RETURN, text)).toEqual([back]);
  expect(told((await submit({ action: "confirm" })).text)).toContain(confirmed);
});

test("keeps the language after log-out", async () => {
  await logIn("kari", { locale: "en" });
  await browser.go(`${world.minprofil.origin}/ut`);
  const left = await browser.go(`${world.minprofil.origin}/utlogget`);
  expect(left.text).toContain("You are not logged in");
});

test("says so while ID-porten is down, and lets the person in by the same address afterwards", async () => {
  const address = `${world.minprofil.origin}/?locale=en&gotoUrl=${encodeURIComponent(RETURN)}`;
  world.idporten.faults.set({ down: true });
  const page = await browser.go(address);
  expect(page.status).toBe(503);
  expect(page.text).toContain("ID-porten does not answer.");
  world.idporten.faults.clear();
  const [again] = [...page.text.matchAll(/class="button" href="([^"]+)"/g)].map(([, href = ""]) => href);
  expect((await browser.go((again ?? "").replaceAll("&amp;", "&"))).text).toContain("Velg testperson");
});

test("comes up while ID-porten is down", async () => {
  const other = await startWorld({ portalOrigin: PORTAL, ports: "free" });
  other.idporten.faults.set({ down: true });
  const during = (await browser.go(other.minprofil.origin)).status;
  other.idporten.faults.clear();
  const after = (await browser.go(other.minprofil.origin)).status;
  await other.close();
  expect([during, after]).toEqual([503, 200]);
});
