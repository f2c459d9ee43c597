import { contactRegisters } from "./config-values.ts";

const DEMANDED: Readonly<Record<string, string>> = {
  PUBLIC_ORIGIN: "is missing (demanded in production)",
  SESSION_KEYS: "is missing (demanded in production)",
  KRR_MODE: "is missing (must be chosen in production)",
  THEME: "is missing (must be chosen in production)",
  CONTACT_URL: "is missing (demanded in production)",
};

const ADDRESSES = [
  "PUBLIC_ORIGIN",
  "IDPORTEN_ISSUER",
  "MASKINPORTEN_ISSUER",
  "KRR_BASE_URL",
  "KRR_PROFILE_URL",
  "KRR_GOTO_URL",
  "CONTACT_URL",
];

/**
 * What production demands beyond well-formed values. Reads the raw values, so that a demand that is not met is named
 * together with a value that is malformed.
 */
export function productionFaults(values: Readonly<Record<string, string | undefined>>): string[] {
  return [
    ...Object.entries(DEMANDED).flatMap(([name, fault]) =>
      values[name] === undefined ? [`${name} ${fault}`] : [],
    ),
    ...databaseFaults(values["DATABASE_URL"]),
    ...ADDRESSES.filter((name) => isUnencrypted(values[name])).map(
      (name) => `${name} must be https in production`,
    ),
    ...registerFaults(values["CONTACT_REGISTERS"]),
  ];
}

function databaseFaults(url: string | undefined): string[] {
  const embedded = url === undefined || url.startsWith("pglite:");
  if (!embedded || url?.endsWith("?production=allow") === true) return [];
  return ["DATABASE_URL must be Postgres in production (or pglite:<folder>?production=allow)"];
}

function registerFaults(list: string | undefined): string[] {
  const registers = contactRegisters.safeParse(list);
  if (!registers.success) return [];
  return registers.data.flatMap(({ baseUrl }, index) =>
    isUnencrypted(baseUrl) ? [`CONTACT_REGISTERS[${String(index)}].baseUrl must be https in production`] : [],
  );
}

function isUnencrypted(url: string | undefined): boolean {
  return url?.startsWith("http:") === true;
}
