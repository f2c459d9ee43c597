import { existsSync } from "node:fs";
import { afterEach, describe, expect, it, vi } from "vitest";
import { BFF_COMMANDS, bffCommand, formToldBy } from "./release-form.ts";

describe("the form in which the portal is tested", () => {
  afterEach(() => void vi.unstubAllEnvs());

  it("is that of the sources unless the release is asked for", () => {
    expect(formToldBy({})).toBe("sources");
    expect(formToldBy({ PORTAL_FORM: "sources" })).toBe("sources");
    expect(formToldBy({ PORTAL_FORM: "release" })).toBe("release");
  });

  it("is never guessed: another word is refused", () => {
    expect(() => formToldBy({ PORTAL_FORM: "Release" })).toThrow("«Release»");
    expect(() => formToldBy({ PORTAL_FORM: "" })).toThrow("PORTAL_FORM");
  });

  it("has a file for each command among the sources, and one beside the page in the release", () => {
    vi.stubEnv("PORTAL_FORM", "sources");
    for (const name of BFF_COMMANDS) expect(existsSync(bffCommand(name)), name).toBe(true);
    vi.stubEnv("PORTAL_FORM", "release");
    expect(bffCommand("doctor")).toMatch(/\/dist\/bff\/dist\/doctor\.js$/);
  });
});
