import { expect, it } from "vitest";
import { portalParts } from "./testing/portal-parts.ts";
import { portalRoutes } from "./portal.ts";

const { portal } = portalParts().deps;

it("tells every visitor where to write to the municipality", async () => {
  const answer = await portalRoutes({ portal }).request("/api/portal");
  expect(answer.status).toBe(200);
  expect(await answer.json()).toMatchObject({ contact: { url: "https://www.example.no/kontakt" } });
});

it("says so where an installation has named no such place", async () => {
  const answer = await portalRoutes({ portal: { ...portal, contact: null } }).request("/api/portal");
  expect(await answer.json()).toMatchObject({ contact: null });
});

it("never gives the page a link that is no web address", () => {
  expect(() => portalRoutes({ portal: { ...portal, contact: { url: "javascript:alert(1)" } } })).toThrow(
    "contact",
  );
});
