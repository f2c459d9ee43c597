import { isIP } from "node:net";

const LOOPBACK = new Set(["localhost", "127.0.0.1", "[::1]"]);
const NAMES_AN_ADDRESS = /(_endpoint|^jwks_uri)$/;

/**
 * The first address of a discovery document that is none of ID-porten's own: whoever can alter the document could send
 * codes, client assertions or people elsewhere. Its own stand on the issuer's host or below it (`login.idporten.no`
 * for `idporten.no`), by the same scheme. The simulated ones are two names of one machine.
 */
export function foreignEndpoint(issuer: string, metadata: Readonly<Record<string, unknown>>): string | null {
  const own = new URL(issuer);
  for (const [name, value] of Object.entries(metadata)) {
    if (NAMES_AN_ADDRESS.test(name) && value !== undefined && !isOwn(own, value)) return name;
  }
  return null;
}

function isOwn(issuer: URL, value: unknown): boolean {
  if (typeof value !== "string" || !URL.canParse(value)) return false;
  const { protocol, hostname, username, password } = new URL(value);
  if (protocol !== issuer.protocol || username !== "" || password !== "") return false;
  if (hostname === issuer.hostname) return true;
  if (LOOPBACK.has(issuer.hostname)) return LOOPBACK.has(hostname);
  // Below an IP address there is nothing, and `1.2.3.4.example` is no part of it either.
  return isIP(issuer.hostname) === 0 && hostname.endsWith(`.${issuer.hostname}`);
}
