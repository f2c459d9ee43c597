import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { configOf, DEMO, faultsOf, JWK } from "./testing/environments.ts";

describe("*_JWK_FILE", () => {
  let folder = "";
  let file = "";
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "config-test-"));
    file = join(folder, "key.json");
    writeFileSync(file, JSON.stringify({ ...JWK, kid: "from-file" }));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test.each(["IDPORTEN", "MASKINPORTEN"] as const)("stands for %s_CLIENT_JWK", (system) => {
    const env = {
      ...DEMO,
      [`${system}_CLIENT_JWK`]: undefined,
      [`${system}_CLIENT_JWK_FILE`]: file,
    };
    const config = configOf(env);
    expect((system === "IDPORTEN" ? config.idporten : config.maskinporten).jwk.kid).toBe("from-file");
  });

  test("together with *_JWK is a fault: nobody could tell which counts", () => {
    expect(faultsOf({ ...DEMO, IDPORTEN_CLIENT_JWK_FILE: file })).toEqual([
      "IDPORTEN_CLIENT_JWK and IDPORTEN_CLIENT_JWK_FILE are both set",
    ]);
  });

  test("that cannot be read is a fault, without its path", () => {
    const faults = faultsOf({
      ...DEMO,
      IDPORTEN_CLIENT_JWK: undefined,
      IDPORTEN_CLIENT_JWK_FILE: join(folder, "absent.json"),
    });
    expect(faults).toContain("IDPORTEN_CLIENT_JWK_FILE cannot be read");
    expect(faults.join()).not.toContain(folder);
  });
});
