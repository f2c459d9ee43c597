import { once } from "node:events";
import { createServer, type Server, type ServerOptions } from "node:https";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { runToEnd } from "../run/processes.ts";
import { bffCommand } from "../run/release/release-form.ts";
import { startWorld, type World } from "../world/start-world.ts";
import { createAuthority, type Authority } from "./certificates.ts";
import { startTarget, type Target } from "./target.ts";
import { createVisitor } from "./visitor.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const TLS_1_1 = { minVersion: "TLSv1.1", maxVersion: "TLSv1.1", ciphers: "DEFAULT@SECLEVEL=0" } as const;
const registersForm = z.array(z.looseObject({ baseUrl: z.string() }));

describe("upstreams whose TLS is not to be trusted (OB5)", () => {
  let authority: Authority;
  let target: Target;
  const servers: Server[] = [];
  let asked = 0;

  afterEach(async () => {
    await target.close();
    await authority.forget();
    for (const server of servers) server.close();
  });

  async function serve(options: ServerOptions): Promise<string> {
    const server = createServer(options, (_request, response) => {
      asked += 1;
      response.end("{}");
    }).listen(0, "127.0.0.1");
    servers.push(server);
    await once(server, "listening");
    const address = server.address();
    return `https://localhost:${typeof address === "object" ? address?.port : 0}`;
  }

  test("are told nothing, are told of, and the page does without them", { timeout: 120_000 }, async () => {
    authority = await createAuthority();
    const [expired, otherHost, old] = await Promise.all([
      authority.certify("localhost", 1).then(serve),
      authority.certify("register.example.no", 365).then(serve),
      authority.certify("localhost", 365).then((certificate) => serve({ ...certificate, ...TLS_1_1 })),
    ]);
    const settings = ({ bffEnvironment }: World): Record<string, string> => {
      const [school, kindergarten] = registersForm.parse(
        JSON.parse(bffEnvironment["CONTACT_REGISTERS"] ?? ""),
      );
      return {
        NODE_EXTRA_CA_CERTS: authority.file,
        KRR_BASE_URL: expired,
        CONTACT_REGISTERS: JSON.stringify([
          { ...school, baseUrl: otherHost },
          { ...kindergarten, baseUrl: old },
        ]),
      };
    };
    target = await startTarget({ settings });
    const guardian = createVisitor(target);
    await guardian.logIn();
    expect(await guardian.sourceStates()).toEqual(["unavailable", "unavailable", "unavailable"]);
    expect(asked).toBe(0);
    const events = await target.metric('security_events_total{event="upstream_tls_failed"}');
    expect(events).toBeGreaterThanOrEqual(3);
  });
});

test("an upstream outside the list keeps the portal from starting, by name and without its address (OB1)", async () => {
  const world = await startWorld({ portalOrigin: "http://localhost:3999", ports: "free" });
  const stray = "http://169.254.169.254/latest";
  const { code, output } = await runToEnd(
    {
      command: process.execPath,
      args: [bffCommand("main")],
      cwd: root,
      env: { ...world.bffEnvironment, DATABASE_URL: "pglite:memory", KRR_BASE_URL: stray },
    },
    AbortSignal.timeout(60_000),
  );
  await world.close();
  expect(code).toBe(1);
  expect(output).toContain("KRR_BASE_URL is not among OUTBOUND_HOSTS");
  expect(output).not.toContain("169.254");
}, 60_000);
