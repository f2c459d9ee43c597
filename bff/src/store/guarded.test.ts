import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { StoreUnavailable } from "../ports/store-unavailable.ts";
import { guarded } from "./guarded.ts";

/** As the drivers throw it, with what must not travel on. */
function driverError(code: string | undefined): Error {
  return Object.assign(new Error("insert of 15838720231 failed"), {
    ...(code !== undefined && { code }),
    parameters: ["15838720231"],
    detail: "Key (name)=(Kari)",
  });
}

async function thrownFor(code: string | undefined): Promise<unknown> {
  return guarded(() => Promise.reject(driverError(code))).catch((error: unknown) => error);
}

describe("a guarded query", () => {
  it("gives back what the query gave", async () => {
    expect(await guarded(() => Promise.resolve(7))).toBe(7);
  });

  it.each(["08006", "08001", "53300", "57P01", "57P03", "57014", "58030", "25006"])(
    "is unavailable when the database says %s, which means not now",
    async (code) => {
      expect(await thrownFor(code)).toEqual(new StoreUnavailable(code));
    },
  );

  it.each(["ECONNREFUSED", "ECONNRESET", "EPIPE", "ETIMEDOUT", "ENOTFOUND", "EPERM"])(
    "is unavailable when the connection fails with %s",
    async (code) => {
      const thrown = await thrownFor(code);
      expect(thrown).toBeInstanceOf(StoreUnavailable);
      expect(thrown).toHaveProperty("code", code);
    },
  );

  it("is unavailable when the driver names no code, as on a full pool", async () => {
    expect(await thrownFor(undefined)).toBeInstanceOf(StoreUnavailable);
  });

  it.each(["23505", "42P01", "22P02", "XX000"])(
    "is a fault of ours when a statement is refused with %s",
    async (code) => {
      const thrown = await thrownFor(code);
      expect(thrown).toBeInstanceOf(Error);
      expect(thrown).not.toBeInstanceOf(StoreUnavailable);
      expect(thrown).toHaveProperty("message", `the database refused a statement (${code})`);
    },
  );

  it.each(["08006", "23505", "ECONNRESET", undefined])(
    "drops message, parameters and detail of the driver's error (%s) (LG3)",
    async (code) => {
      const thrown = await thrownFor(code);
      const everything = inspect(thrown, { depth: null, showHidden: true });
      expect(thrown).toBeInstanceOf(Error);
      expect(everything).not.toContain("15838720231");
      expect(everything).not.toContain("Kari");
    },
  );
});
