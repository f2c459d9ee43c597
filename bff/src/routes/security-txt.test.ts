import { expect, it } from "vitest";
import { securityTxtRoutes } from "./security-txt.ts";
import { portalParts } from "./testing/portal-parts.ts";

const NOW = new Date("2026-11-27T12:00:00.000Z");
const { portal, publicOrigin } = portalParts().deps;
const clock = (): Date => NOW;

it("tells a finder of a vulnerability where the municipality can be reached (RFC 9116)", async () => {
  const answer = await securityTxtRoutes({ portal, publicOrigin, clock }).request(
    "/.well-known/security.txt",
  );
  expect(answer.headers.get("content-type")).toMatch(/^text\/plain; charset=utf-8$/i);
  expect(await answer.text()).toBe(
    [
      "Contact: https://www.example.no/kontakt",
      "Expires: 2027-02-25T12:00:00.000Z",
      "Preferred-Languages: nb, nn, en, se",
      "Canonical: https://minprofil.example.no/.well-known/security.txt",
      "",
    ].join("\n"),
  );
});

it("is not there where the municipality has named no page", async () => {
  const routes = securityTxtRoutes({ portal: { ...portal, contact: null }, publicOrigin, clock });
  expect((await routes.request("/.well-known/security.txt")).status).toBe(404);
});
