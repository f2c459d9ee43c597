import { expect, test, vi } from "vitest";
import { send } from "./client.ts";

const ADDRESS = "http://portal.example.no/api/profile";

function answerWith(body: BodyInit, init: ResponseInit): ReturnType<typeof vi.fn<typeof fetch>> {
  const fetched = vi.fn<typeof fetch>(() => Promise.resolve(new Response(body, init)));
  vi.stubGlobal("fetch", fetched);
  return fetched;
}

test("sends the header that no other page can set", async () => {
  const fetched = answerWith("{}", { status: 200 });
  await send(ADDRESS, { method: "GET" });
  const [address = "", call] = fetched.mock.calls[0] ?? [];
  expect(new Request(address, call).headers.get("X-Portal")).toBe("1");
});

test("gives a problem as a value, with what a person can quote and when to try again", async () => {
  const problem = {
    code: "too-soon",
    requestId: "r-1",
    retryAt: "2026-11-22T13:32:00.000Z",
    title: "Too soon",
  };
  answerWith(JSON.stringify(problem), {
    status: 429,
    headers: { "content-type": "application/problem+json" },
  });
  expect(await send(ADDRESS, { method: "POST", json: {} })).toEqual({
    ok: false,
    code: "too-soon",
    requestId: "r-1",
    retryAt: "2026-11-22T13:32:00.000Z",
  });
});

test.each([
  ["a proxy's page", "<html>Bad gateway</html>", 502],
  ["a code that it does not know", '{"code":"constructor"}', 500],
  ["a success that is not JSON", "<html>Log in to the network</html>", 200],
])("calls %s an internal failure (ER5)", async (_, body, status) => {
  answerWith(body, { status });
  expect(await send(ADDRESS, { method: "GET" })).toMatchObject({ ok: false, code: "internal" });
});

test("tells an answer that never came apart from every answer", async () => {
  vi.stubGlobal(
    "fetch",
    vi.fn<typeof fetch>(() => Promise.reject(new TypeError("fetch failed"))),
  );
  expect(await send(ADDRESS, { method: "GET" })).toMatchObject({ ok: false, code: "network" });
});

test("does not repeat a request by itself", async () => {
  const fetched = answerWith('{"code":"internal"}', { status: 503 });
  await send(ADDRESS, { method: "GET" });
  expect(fetched).toHaveBeenCalledTimes(1);
});
