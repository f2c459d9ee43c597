import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createMetrics } from "../platform/metrics.ts";
import { serveInsight, type Insight } from "./internal-server.ts";

const ANYWHERE = { port: 0, hostname: "127.0.0.1" };

const insight = (
  health: Insight["health"] = () => Promise.resolve({ version: "0.1.0" }),
  ready: Insight["ready"] = () => Promise.resolve(),
): Insight => ({
  metrics: createMetrics({
    clock: () => new Date(),
    version: "0.1.0",
    role: "all",
    tasks: [],
    upstreams: [],
  }),
  health,
  ready,
});

describe("the internal port", () => {
  let server: Awaited<ReturnType<typeof serveInsight>>;
  let origin: string;

  beforeEach(async () => {
    server = await serveInsight(insight(), ANYWHERE);
    origin = `http://127.0.0.1:${String(server.port)}`;
  });
  afterEach(() => server.stop());

  it("answers with the metrics in the format of Prometheus", async () => {
    const answer = await fetch(`${origin}/metrics`);
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-type")).toMatch(/^text\/plain; version=0\.0\.4/);
    expect(await answer.text()).toContain("# TYPE security_events_total counter");
  });

  it("answers with how the process and its surroundings are, and lets nobody store it (HE3)", async () => {
    const answer = await fetch(`${origin}/health`);
    expect(answer.status).toBe(200);
    expect(answer.headers.get("cache-control")).toBe("no-store");
    expect(await answer.json()).toEqual({ version: "0.1.0" });
  });

  it("says that the process lives and is ready, where no other port says so (HE1)", async () => {
    for (const path of ["/livez", "/readyz"]) {
      const answer = await fetch(`${origin}${path}`);
      expect(answer.status).toBe(200);
      expect(answer.headers.get("cache-control")).toBe("no-store");
    }
  });

  it("says that a process lives which can do nothing, and why is not told (HE1)", async () => {
    const idle = await serveInsight(
      insight(undefined, () => Promise.reject(new Error("secret"))),
      ANYWHERE,
    );
    const at = `http://127.0.0.1:${String(idle.port)}`;
    expect((await fetch(`${at}/livez`)).status).toBe(200);
    const answer = await fetch(`${at}/readyz`);
    expect(answer.status).toBe(503);
    expect(await answer.text()).toBe("not ready");
    await idle.stop();
  });

  it("says nothing of a fault of its own, and goes on", async () => {
    const broken = await serveInsight(
      insight(() => Promise.reject(new Error("secret"))),
      ANYWHERE,
    );
    const answer = await fetch(`http://127.0.0.1:${String(broken.port)}/health`);
    expect(answer.status).toBe(500);
    expect(await answer.text()).toBe("failed");
    expect((await fetch(`http://127.0.0.1:${String(broken.port)}/metrics`)).status).toBe(200);
    await broken.stop();
  });

  it.each(["/", "/metrics/", "/api/session", "/metrics/../api/session"])(
    "has nothing at %s",
    async (path) => {
      expect((await fetch(`${origin}${path}`)).status).toBe(404);
    },
  );

  it.each(["POST", "PUT", "DELETE"])("takes no %s", async (method) => {
    expect((await fetch(`${origin}/metrics`, { method })).status).toBe(404);
  });

  it("that somebody else has is a fault at the start", async () => {
    const second = serveInsight(insight(), { ...ANYWHERE, port: server.port });
    await expect(second).rejects.toMatchObject({ code: "EADDRINUSE" });
  });
});
