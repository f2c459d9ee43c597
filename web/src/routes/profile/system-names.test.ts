import { expect, test } from "vitest";
import { bokmal } from "../../testing/texts.ts";
import { KINDERGARTEN, SCHOOL } from "./example-parts.ts";
import { createSystemNames } from "./system-names.ts";

test("speaks of the school before the kindergarten, whatever the order of the registers", async () => {
  const { t } = await bokmal();
  const names = createSystemNames([KINDERGARTEN, SCHOOL], t, "nb");
  expect(names.both(["barnehage", "skole"])).toEqual({
    who: "skolen og barnehagen",
    Who: "Skolen og barnehagen",
  });
});

test("adds the register's own name where two schools' registers hold the person", async () => {
  const { t } = await bokmal();
  const second = { ...SCHOOL, id: "skole-2", name: "Andre kommune" };
  expect(createSystemNames([SCHOOL, second], t, "nb").inside(["skole-2"])).toBe("skolen (Andre kommune)");
});

test("does not add a name because of a register that does not hold the person", async () => {
  const { t } = await bokmal();
  const second = { ...SCHOOL, id: "skole-2", holdsPerson: false };
  expect(createSystemNames([SCHOOL, second], t, "nb").inside(["skole"])).toBe("skolen");
});
