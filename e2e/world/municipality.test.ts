import { expect, test } from "vitest";
import { MUNICIPALITIES, municipalityNamed } from "./municipality.ts";
import { startWorld } from "./start-world.ts";

test("is Prøvebygd's world unless told", () => {
  expect(municipalityNamed(undefined)).toBe(MUNICIPALITIES.provebygd);
  expect(municipalityNamed("")).toBe(MUNICIPALITIES.provebygd);
});

test("refuses a municipality that does not exist, and names those that do", () => {
  expect(() => municipalityNamed("constructor")).toThrow(
    "There is no municipality constructor: choose among provebygd, eksempelvik.",
  );
});

test("tells the portal whose world it is", async () => {
  const municipality = municipalityNamed("eksempelvik");
  const world = await startWorld({ portalOrigin: "http://localhost:3997", ports: "free", municipality });
  const { THEME, CONTACT_URL, CONTACT_REGISTERS } = world.bffEnvironment;
  await world.close();
  expect(THEME).toBe("eksempelvik");
  expect(CONTACT_URL).toBe("https://eksempelvik.example/kontakt");
  expect(CONTACT_REGISTERS?.split('"name":"Eksempelvik kommune"')).toHaveLength(3);
});
