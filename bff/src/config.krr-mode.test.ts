import { describe, expect, test } from "vitest";
import { configOf, faultsOf, REGISTER, registers } from "./testing/environments.ts";

function own(krrMode?: string): object {
  return {
    ...REGISTER,
    id: `register-${krrMode ?? "plain"}`,
    municipality: { ...REGISTER.municipality, ...(krrMode !== undefined && { krrMode }) },
  };
}

describe("a municipality's own KRR mode", () => {
  test("goes before the common one", () => {
    const config = configOf({ ...registers(own("off"), own("verify-only"), own()), KRR_MODE: "write" });
    expect(config.registers.map(({ krrMode }) => krrMode)).toEqual(["off", "verify-only", "write"]);
  });

  test("may write where the common one does not", () => {
    const config = configOf({ ...registers(own("write"), own()), KRR_MODE: "off" });
    expect(config.registers.map(({ krrMode }) => krrMode)).toEqual(["write", "off"]);
  });

  test("and the common one left out, nothing is written", () => {
    expect(configOf(registers(own())).registers[0]?.krrMode).toBe("verify-only");
  });

  test("is no part of what names the municipality", () => {
    expect(configOf(registers(own("off"))).registers[0]?.municipality).toEqual(REGISTER.municipality);
  });

  test("that does not exist is a fault", () => {
    expect(faultsOf(registers(own("sometimes")))).toEqual([
      "CONTACT_REGISTERS[0].municipality.krrMode must be write, verify-only or off",
    ]);
  });
});
