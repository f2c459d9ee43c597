import { generate } from "selfsigned";

export interface Certificate {
  readonly key: string;
  readonly cert: string;
}

const DAY_MS = 24 * 60 * 60 * 1000;
/** Elliptic curves: made in no time. */
const KIND = { keyType: "ec", algorithm: "sha256" } as const;

/** An authority of the test's own. */
export async function createAuthority(name = "Test authority"): Promise<Certificate> {
  const made = await generate([{ name: "commonName", value: name }], {
    ...KIND,
    extensions: [
      { name: "basicConstraints", cA: true, critical: true },
      { name: "keyUsage", keyCertSign: true, cRLSign: true, critical: true },
    ],
  });
  return { key: made.private, cert: made.cert };
}

/** A server's certificate for this host, for so many days from a day ago; by nobody but itself without an authority. */
export async function createCertificate(
  host: string,
  { days = 2, authority }: { readonly days?: number; readonly authority?: Certificate } = {},
): Promise<Certificate> {
  const notBeforeDate = new Date(Date.now() - 2 * DAY_MS);
  const made = await generate([{ name: "commonName", value: host }], {
    ...KIND,
    notBeforeDate,
    notAfterDate: new Date(notBeforeDate.getTime() + (days + 1) * DAY_MS),
    extensions: [{ name: "subjectAltName", altNames: [{ type: 2, value: host }] }],
    ...(authority !== undefined && { ca: authority }),
  });
  return { key: made.private, cert: made.cert };
}
