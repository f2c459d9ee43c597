import { problem } from "@foresattportal/shared/contract/failures.ts";
import { workPhoneResult } from "@foresattportal/shared/contract/work-phone.ts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createApp } from "../app.ts";
import { openMemoryPorts } from "../store/testing/memory-ports.ts";
import { portalParts } from "./testing/portal-parts.ts";
import { createTestBrowser, type TestBrowser } from "./testing/test-browser.ts";

const parts = portalParts();
let store: Awaited<ReturnType<typeof openMemoryPorts>>;
let browser: TestBrowser;

beforeAll(async () => {
  store = await openMemoryPorts(parts.keyring);
  browser = createTestBrowser(await createApp({ ...parts.deps, ...store }));
  await browser.logIn();
});
afterAll(() => store.database.close());

const put = (body: unknown) => browser.ask("PUT", "/api/profile/work-phone", body);
const heldBySchool = () => parts.school.record("p-1").contact.workPhone;

describe("PUT /api/profile/work-phone", () => {
  it.each([
    ["with spaces", "22 00 00 01", "+4722000001"],
    ["with +47", "+47 22000002", "+4722000002"],
    ["with 0047", "004722000003", "+4722000003"],
    ["of a mobile", "912 34 567", "+4791234567"],
    ["from abroad", "+46 70 123 45 67", "+46701234567"],
    ["with an extension", "22000001 ext. 12", "+4722000001;ext=12"],
  ])("takes a number %s and writes it in normal form as the guardian's", async (_how, phone, normal) => {
    const answer = await put({ phone });
    expect(answer.status).toBe(200);
    const { systems } = workPhoneResult.parse(await answer.json());
    expect(systems.map(({ outcome }) => outcome)).toEqual(["changed", "changed"]);
    expect(heldBySchool()).toMatchObject({ value: normal, origin: "guardian" });
  });

  it.each(["", "abc", "123", "+999123", "2".repeat(65), "15838720231", "91234567<script>"])(
    "refuses «%s» as a fault of `phone`, without repeating it (ER2)",
    async (phone) => {
      const before = heldBySchool();
      const answer = await put({ phone });
      expect(answer.status).toBe(400);
      const text = await answer.text();
      expect(JSON.parse(text)).toMatchObject({ code: "invalid-input", faults: [{ path: "phone" }] });
      expect(phone === "" || !text.includes(phone)).toBe(true);
      expect(heldBySchool()).toEqual(before);
    },
  );

  it.each([
    {},
    { phone: 22000001 },
    { phone: "22000001", origin: "krr" },
    { phone: "22000001", systems: ["x"] },
  ])("refuses the body %j (ER2)", async (body) => {
    expect((await put(body)).status).toBe(400);
  });
});

describe("DELETE /api/profile/work-phone", () => {
  it("removes the number from every register", async () => {
    await put({ phone: "22000001" });
    const answer = await browser.ask("DELETE", "/api/profile/work-phone");
    expect(answer.status).toBe(200);
    expect(workPhoneResult.parse(await answer.json()).profile.page).toMatchObject({
      workPhone: { state: "none" },
    });
    expect(heldBySchool().value).toBeNull();
  });

  it("removes it from the chosen register alone", async () => {
    await put({ phone: "22000001" });
    await browser.ask("DELETE", "/api/profile/work-phone?system=kindergarten");
    expect(heldBySchool().value).toBe("+4722000001");
    expect(parts.kindergarten.record("p-1").contact.workPhone.value).toBeNull();
  });

  it("refuses a register that nobody configured", async () => {
    const answer = await browser.ask("DELETE", "/api/profile/work-phone?system=other");
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ faults: [{ path: "systems", reason: "unknown-system" }] });
  });
});

describe("a guardian who saves her work phone again and again", () => {
  it("may do so thirty times an hour, is told when she may again, and loses nothing by typing mistakes", async () => {
    await store.database.db.deleteFrom("rate_limits").execute();
    for (const mistake of [{ phone: "abc" }, { phone: "22000001", systems: ["other"] }, {}])
      expect((await put(mistake)).status).toBe(400);
    const statuses = [];
    for (let save = 0; save < 30; save += 1) statuses.push((await put({ phone: "22000001" })).status);
    expect(statuses).toEqual(Array.from({ length: 30 }, () => 200));
    const refused = [
      await put({ phone: "22000002" }),
      await browser.ask("DELETE", "/api/profile/work-phone"),
    ];
    for (const answer of refused) {
      expect(answer.status).toBe(429);
      const { code, retryAt } = problem.parse(await answer.json());
      expect(code).toBe("too-soon");
      const minutes = (Date.parse(retryAt ?? "") - Date.now()) / 60_000;
      expect(minutes).toBeGreaterThan(30);
      expect(minutes).toBeLessThan(61);
    }
    expect(heldBySchool().value).toBe("+4722000001");
    expect((await put({ phone: "abc" })).status).toBe(400);
  });
});

it("nothing of persons or secrets is in the log (LG1)", () => {
  expect(parts.lines.length).toBeGreaterThan(0);
  expect(parts.traces()).toEqual([]);
});
