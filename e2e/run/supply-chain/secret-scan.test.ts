import { execFileSync } from "node:child_process";
import { generateKeyPairSync, randomBytes } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fnr } from "@navikt/fnrvalidator";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { scanForSecrets } from "./secret-scan.ts";
import { secretStep } from "./secrets.ts";

/** The first valid number of that day: of somebody who is not born before 2039, so of nobody. */
function numberOfNobody(day: string): string {
  for (let rest = 50_000; rest < 100_000; rest += 1) {
    const digits = `${day}${String(rest)}`;
    if (fnr(digits).status === "valid") return digits;
  }
  throw new Error(`no number for ${day}`);
}

const UNBORN = numberOfNobody("011239");
const UNBORN_D_NUMBER = numberOfNobody("411239");
const SYNTHETIC = numberOfNobody("018139");
const SYNTHETIC_D_NUMBER = numberOfNobody("418139");

const { privateKey, publicKey } = generateKeyPairSync("ed25519");
const RSA = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey;
const [pem, jwk] = [RSA.export({ type: "pkcs8", format: "pem" }).toString(), RSA.export({ format: "jwk" })];

describe("the search for secrets (SC7)", () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "secrets-"));
  });
  afterEach(() => rm(folder, { recursive: true }));

  async function scan(content: string): Promise<string[]> {
    await writeFile(join(folder, "planted.ts"), content);
    return scanForSecrets(folder, ["planted.ts"]);
  }

  it.each([
    ["a national id", `const id = "${UNBORN}";`],
    ["one with a space", `Ring ${UNBORN.slice(0, 6)} ${UNBORN.slice(6)} i morgen`],
    ["one with a hyphen", `${UNBORN.slice(0, 6)}-${UNBORN.slice(6)}`],
    ["one as a number", `[${UNBORN}]`],
    ["a D-number", UNBORN_D_NUMBER],
    ["a private key in PEM", pem],
    ["a private RSA key as JWK", JSON.stringify(jwk)],
    ["a private Ed25519 key as JWK", JSON.stringify(privateKey.export({ format: "jwk" }), null, 2)],
    ["a private key in JavaScript's notation", `const key = { kty: "OKP", d: '${"x".repeat(43)}' };`],
    ["a session key", `SESSION_KEYS=k1:${randomBytes(32).toString("base64")}`],
    ["a pseudonym key", `PSEUDONYM_KEY=${randomBytes(32).toString("base64")}`],
    ["a pseudonym key in YAML", `PSEUDONYM_KEY: "${randomBytes(32).toString("base64url")}"`],
    ["a database password", ["postgres:", "//portal:hemmelig-passord@db.example.no/portal"].join("")],
    ["a token of GitHub", ["ghp", "_", "wWPw5k4aXcaT4fNP0UcnZwJUVFk6LO0pINUx"].join("")],
    ["a secret behind a comment that excuses it", `// secretlint-disable\n${pem}`],
  ])("finds %s and does not show it", async (_what, content) => {
    const findings = await scan(`\n${content}\n`);
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatch(/^planted\.ts:\d+ found /);
    for (const secret of content.match(/[A-Za-z\d+/-]{9,}/g) ?? []) expect(findings[0]).not.toContain(secret);
  });

  it.each([
    ["a synthetic person", SYNTHETIC],
    ["a synthetic D-number", SYNTHETIC_D_NUMBER],
    [
      "eleven digits with a wrong check digit",
      UNBORN.replace(/.$/, (last) => String((Number(last) + 1) % 10)),
    ],
    ["a longer number with an id inside", `9${UNBORN}`],
    ["a public key", JSON.stringify(publicKey.export({ format: "jwk" }))],
  ])("says nothing of %s", async (_what, content) => {
    expect(await scan(content)).toEqual([]);
  });

  it("looks at what is tracked and what could be added, and not at what git ignores", async () => {
    execFileSync("git", ["init", "--quiet", folder]);
    await writeFile(join(folder, ".gitignore"), "ignored.txt\n");
    await writeFile(join(folder, "ignored.txt"), pem);
    const clean = await secretStep(folder).run(AbortSignal.timeout(10_000));
    expect(clean).toMatchObject({ passed: 1, failed: 0 });
    await writeFile(join(folder, "added.txt"), pem);
    const planted = await secretStep(folder).run(AbortSignal.timeout(10_000));
    expect(planted).toMatchObject({ passed: 0, failed: 1 });
    expect(planted.output).toMatch(/^added\.txt:1 /);
  });

  it("is red where git names no file, and skipped where there is no repository", async () => {
    expect(await secretStep(folder).run(AbortSignal.timeout(10_000))).toMatchObject({
      passed: 0,
      skipped: 1,
    });
    execFileSync("git", ["init", "--quiet", folder]);
    expect(await secretStep(folder).run(AbortSignal.timeout(10_000))).toMatchObject({ passed: 0, failed: 1 });
  });
});
