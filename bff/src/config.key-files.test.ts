import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { configOf, DEMO, faultsOf, JWK } from "./testing/environments.ts";

describe("NAME_FILE", () => {
  let folder = "";
  let file = "";
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "config-test-"));
    file = join(folder, "key.json");
    writeFileSync(file, JSON.stringify({ ...JWK, kid: "from-file" }));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const put = (name: string, content: string): string => {
    writeFileSync(join(folder, name), `${content}\n`);
    return join(folder, name);
  };

  test.each(["IDPORTEN", "MASKINPORTEN"] as const)("stands for %s_CLIENT_JWK", (system) => {
    const env = {
      ...DEMO,
      [`${system}_CLIENT_JWK`]: undefined,
      [`${system}_CLIENT_JWK_FILE`]: file,
    };
    const config = configOf(env);
    const { keys } = system === "IDPORTEN" ? config.idporten : config.maskinporten;
    expect(keys.map(({ kid }) => kid)).toEqual(["from-file"]);
  });

  test("stands for each other secret too, whatever line break ends the file", () => {
    const key = Buffer.alloc(32, 7).toString("base64");
    const config = configOf({
      ...DEMO,
      SESSION_KEYS: undefined,
      SESSION_KEYS_FILE: put("session-keys", `k1:${key}`),
      PSEUDONYM_KEY: undefined,
      PSEUDONYM_KEY_FILE: put("pseudonym-key", key),
      DATABASE_URL: undefined,
      DATABASE_URL_FILE: put("database-url", "postgres://db.example.no/portal"),
    });
    expect(config.sessionKeys?.map(({ kid }) => kid)).toEqual(["k1"]);
    expect(config.pseudonymKey).toEqual(Buffer.from(key, "base64"));
    expect(config.database).toEqual({
      engine: "postgres",
      connectionString: "postgres://db.example.no/portal",
    });
  });

  test("together with NAME is a fault: nobody could tell which counts", () => {
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
