import { expect, test } from "vitest";
import { people } from "../world/people/people.ts";
import { greeting } from "./greeting.ts";

test("tells where the portal is, where its surroundings are made to fail, and who one can be", () => {
  const told = greeting("http://localhost:3000", {
    people: people(new Date()),
    switchboard: { origin: "http://localhost:4108" },
  });
  expect(told).toMatch(/^\nhttp:\/\/localhost:3000\nhttp:\/\/localhost:4108 .*switchboard/);
  expect(told).toContain("Kari Normann Test");
});
