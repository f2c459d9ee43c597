import { setTimeout } from "node:timers/promises";
import type { BrowserContext, Page, Response } from "@playwright/test";
import { canaryFolder } from "../run/canary-folder.ts";
import { keepAnswer } from "./answer-evidence.ts";
import { keepEvidence } from "./evidence.ts";

/** Everything a script on the page can keep, or read of what is kept; text, as it is run by the browser and not by us. */
const STORAGE = `(async () => {
  const asked = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const databases = {};
  for (const { name } of await indexedDB.databases()) {
    const database = await asked(indexedDB.open(name));
    for (const store of database.objectStoreNames) {
      const objects = database.transaction(store).objectStore(store);
      databases[name + "/" + store] = [await asked(objects.getAllKeys()), await asked(objects.getAll())];
    }
    database.close();
  }
  const kept = {};
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) kept[name + " " + request.url] = await (await cache.match(request)).text();
  }
  return JSON.stringify({
    address: location.href,
    cookie: document.cookie,
    local: { ...localStorage },
    session: { ...sessionStorage },
    databases,
    caches: kept,
  });
})()`;

const GATHERING_LIMIT_MS = 20_000;

/** Gathers what the browser is given by the portal, and at the end what it has kept; does nothing outside a canary run. */
export function gatherIn(context: BrowserContext, origin: string): { finish(): Promise<void> } {
  if (canaryFolder() === null) return { finish: () => Promise.resolve() };
  const isOurs = (url: string) => url.startsWith(`${origin}/`);
  const kept: Promise<void>[] = [];
  // A page that is left while it is asked does not answer; what others say is enough to search in.
  const keep = (telling: Promise<void>) => kept.push(telling.catch(() => undefined));
  context.on("response", (response) => {
    if (isOurs(response.url()) && isTelling(response)) keep(keepResponse(response));
  });
  return {
    async finish() {
      for (const page of context.pages()) if (isOurs(page.url())) keep(keepStorage(page));
      // A page that hangs must not hide why its test failed.
      await Promise.race([Promise.all(kept), setTimeout(GATHERING_LIMIT_MS, undefined, { ref: false })]);
    },
  };
}

/** All but what is the same for everybody. */
function isTelling(response: Response): boolean {
  return response.status() >= 400 || /^\/(?:api|auth)\/|\?/.test(pathOf(response.url()));
}

function pathOf(url: string): string {
  const { pathname, search } = new URL(url);
  return pathname + search;
}

async function keepResponse(response: Response): Promise<void> {
  const headers = await response.headersArray();
  const values = (name: string) =>
    headers.filter((header) => header.name.toLowerCase() === name).map(({ value }) => value);
  await keepAnswer({
    url: response.url(),
    status: response.status(),
    location: values("location")[0] ?? null,
    setCookie: values("set-cookie"),
    body: () => response.text(),
  });
}

async function keepStorage(page: Page): Promise<void> {
  keepEvidence("browser storage", String(await page.evaluate(STORAGE)));
}
