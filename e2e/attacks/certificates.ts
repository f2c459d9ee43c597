import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { generate } from "selfsigned";

export interface Certificate {
  readonly key: string;
  readonly cert: string;
}

/** An authority that a process trusts which is told of its file by NODE_EXTRA_CA_CERTS. */
export interface Authority {
  readonly file: string;
  certify(host: string, days: number): Promise<Certificate>;
  forget(): Promise<void>;
}

const DAY_MS = 24 * 60 * 60 * 1000;
const KIND = { keyType: "ec", algorithm: "sha256" } as const;

/** Makes an authority of the test's own; a certificate of it is valid for so many days from two days ago. */
export async function createAuthority(): Promise<Authority> {
  const made = await generate([{ name: "commonName", value: "Test authority" }], {
    ...KIND,
    extensions: [
      { name: "basicConstraints", cA: true, critical: true },
      { name: "keyUsage", keyCertSign: true, cRLSign: true, critical: true },
    ],
  });
  const folder = await mkdtemp(join(tmpdir(), "authority-"));
  const file = join(folder, "authority.pem");
  await writeFile(file, made.cert);
  return {
    file,
    async certify(host, days) {
      const notBeforeDate = new Date(Date.now() - 2 * DAY_MS);
      const notAfterDate = new Date(notBeforeDate.getTime() + days * DAY_MS);
      const { private: key, cert } = await generate([{ name: "commonName", value: host }], {
        ...KIND,
        notBeforeDate,
        notAfterDate,
        extensions: [{ name: "subjectAltName", altNames: [{ type: 2, value: host }] }],
        ca: { key: made.private, cert: made.cert },
      });
      return { key, cert };
    },
    forget: () => rm(folder, { recursive: true }),
  };
}
