import { once } from "node:events";
import { createServer, type Server, type ServerOptions } from "node:https";
import { connect, DEFAULT_MIN_VERSION, getCACertificates, setDefaultCACertificates } from "node:tls";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createIdporten } from "../adapters/idporten/index.ts";
import { IDPORTEN_OPTIONS } from "../adapters/testing/idporten-options.ts";
import { newClientKey } from "../adapters/testing/client-key.ts";
import type { PortalEvent } from "../ports/events.ts";
import { createAuthority, createCertificate, type Certificate } from "./testing/certificates.ts";
import { tlsFault, watchTls } from "./tls-fault.ts";
import { createUpstreamClient } from "./upstream-client.ts";

const KNOWN_AUTHORITIES = getCACertificates("default");
/** What only an old server still offers, and with what it can be offered by this version of OpenSSL at all. */
const TLS_1_1 = { minVersion: "TLSv1.1", maxVersion: "TLSv1.1", ciphers: "DEFAULT@SECLEVEL=0" } as const;

let authority: Certificate;
let valid: Certificate;
let servers: Server[];
let asked: number;
let recorded: PortalEvent[];
let upstreams: Map<string, string>;
let watch: { stop(): void };

beforeAll(async () => {
  authority = await createAuthority();
  valid = await createCertificate("localhost", { authority });
  setDefaultCACertificates([...KNOWN_AUTHORITIES, authority.cert]);
});
afterAll(() => setDefaultCACertificates(KNOWN_AUTHORITIES));
beforeEach(() => {
  [servers, asked, recorded, upstreams] = [[], 0, [], new Map()];
  watch = watchTls(upstreams, (event) => recorded.push(event));
});
afterEach(async () => {
  watch.stop();
  for (const server of servers) server.closeAllConnections();
  await Promise.all(servers.map((server) => new Promise((closed) => server.close(closed))));
});

/** A register on the loopback whose address says localhost. */
async function serve(options: ServerOptions): Promise<string> {
  const server = createServer(options, (_request, response) => {
    asked += 1;
    response.writeHead(200, { "content-type": "application/json" }).end("{}");
  }).listen(0, "127.0.0.1");
  servers.push(server);
  await once(server, "listening");
  const address = server.address();
  const host = `localhost:${String(typeof address === "object" ? address?.port : 0)}`;
  upstreams.set(host, "register");
  return `https://${host}`;
}

function ask(baseUrl: string) {
  const client = createUpstreamClient({ name: "register", baseUrl, budgetMs: 5000 });
  return client.send({ method: "get", path: ["v1"], headers: { authorization: "Bearer secret" } });
}

const FAULTS: [string, string, () => Promise<ServerOptions>][] = [
  ["has expired", "CERT_HAS_EXPIRED", () => createCertificate("localhost", { authority, days: 0 })],
  [
    "is for another host",
    "ERR_TLS_CERT_ALTNAME_INVALID",
    () => createCertificate("register.example.no", { authority }),
  ],
  ["is signed by itself", "DEPTH_ZERO_SELF_SIGNED_CERT", () => createCertificate("localhost")],
  [
    "is by an authority that nobody knows",
    "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
    async () => createCertificate("localhost", { authority: await createAuthority("Another authority") }),
  ],
  [
    "is by somebody with the name of a known authority",
    "CERT_SIGNATURE_FAILURE",
    async () => createCertificate("localhost", { authority: await createAuthority() }),
  ],
  [
    "is right, and its TLS is of version 1.1",
    "ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION",
    () => Promise.resolve({ ...valid, ...TLS_1_1 }),
  ],
];

describe("an upstream over TLS (OB5)", () => {
  it("is asked when its certificate is right", async () => {
    expect(await ask(await serve(valid))).toMatchObject({ ok: true, value: { status: 200 } });
    expect(recorded).toEqual([]);
  });

  it.each(FAULTS)(
    "whose certificate %s is told nothing, and the log is told why",
    async (_why, code, options) => {
      expect(await ask(await serve(await options()))).toEqual({
        ok: false,
        failure: { upstream: "register", kind: "unavailable", reason: code },
      });
      expect(asked).toBe(0);
      expect(recorded).toEqual([{ name: "upstream_tls_failed", upstream: "register", code }]);
    },
  );

  it.each(FAULTS)(
    "that logs people in and whose certificate %s logs nobody in",
    async (_why, code, options) => {
      const idporten = createIdporten({
        ...IDPORTEN_OPTIONS,
        issuer: await serve(await options()),
        keys: [newClientKey("k")],
      });
      expect(await idporten.startLogin({ language: "nb" })).toEqual({
        ok: false,
        failure: "idporten-unavailable",
        reason: code,
      });
      expect(asked).toBe(0);
      expect(recorded.map(({ name }) => name)).toEqual(["upstream_tls_failed"]);
    },
  );

  it("of version 1.1 would have been answered by a client that takes it, so that the refusal is ours", async () => {
    const { port } = new URL(await serve({ ...valid, ...TLS_1_1 }));
    const socket = connect({ port: Number(port), host: "localhost", ca: authority.cert, ...TLS_1_1 });
    await once(socket, "secureConnect");
    expect(socket.getProtocol()).toBe("TLSv1.1");
    socket.destroy();
    expect(DEFAULT_MIN_VERSION).toBe("TLSv1.2");
  });

  it("that is not there at all is no event of security", async () => {
    const gone = await serve(valid);
    await new Promise((closed) => servers[0]?.close(closed));
    expect(await ask(gone)).toMatchObject({ ok: false, failure: { kind: "unavailable" } });
    expect(recorded).toEqual([]);
    servers = [];
  });
});

it.each([
  "ECONNREFUSED",
  "ECONNRESET",
  "ENOTFOUND",
  "UND_ERR_SOCKET",
  "UND_ERR_CONNECT_TIMEOUT",
  "ABORT_ERR",
])("%s says nothing on TLS", (code) => {
  expect(
    tlsFault(new TypeError("fetch failed", { cause: Object.assign(new Error("x"), { code }) })),
  ).toBeNull();
});
