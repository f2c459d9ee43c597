import { keyFaults } from "./config-keys.ts";
import { contactRegisters } from "./config-values.ts";

const DEMANDED: Readonly<Record<string, string>> = {
  PUBLIC_ORIGIN: "is missing (demanded in production)",
  SESSION_KEYS: "is missing (demanded in production)",
  OUTBOUND_HOSTS: "is missing (demanded in production)",
  KRR_MODE: "is missing (must be chosen in production)",
  THEME: "is missing (must be chosen in production)",
  // Unnamed, every guardian would come from the proxy's address and share its limits.
  TRUSTED_PROXIES: "is missing (must be chosen in production)",
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
    ...keyFaults(values),
    ...databaseFaults(values["DATABASE_URL"]),
    ...ADDRESSES.filter((name) => isUnencrypted(values[name])).map(
      (name) => `${name} must be https in production`,
    ),
    ...registerFaults(values["CONTACT_REGISTERS"]),
    ...collectorFaults(values["OTEL_EXPORTER_OTLP_ENDPOINT"]),
    // Node would take any certificate, and say so once.
    ...(values["NODE_TLS_REJECT_UNAUTHORIZED"] === "0"
      ? ["NODE_TLS_REJECT_UNAUTHORIZED must not be 0 in production"]
      : []),
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

/** A collector beside the process, on the same machine, needs no TLS. */
function collectorFaults(url: string | undefined): string[] {
  const beside = url !== undefined && URL.canParse(url) && isLoopback(new URL(url));
  return isUnencrypted(url) && !beside
    ? ["OTEL_EXPORTER_OTLP_ENDPOINT must be https in production, or on this machine"]
    : [];
}

function isLoopback({ hostname }: URL): boolean {
  return hostname === "localhost" || hostname === "[::1]" || /^127(\.\d{1,3}){3}$/.test(hostname);
}

function isUnencrypted(url: string | undefined): boolean {
  return url?.startsWith("http:") === true;
}
