import { describe, expect, test } from "vitest";
import { createVisitor } from "../attacks/visitor.ts";
import { FAULT_KINDS } from "./upstream-kinds.ts";
import { IN_TIME, watchPage, WELL } from "./watched-page.ts";

describe("while ID-porten", () => {
  const watched = watchPage();

  test.each(FAULT_KINDS.filter(({ remains }) => remains !== "own answer"))(
    "$name, whoever is logged in notices nothing, and a log-in ends with words that name ID-porten (UP1)",
    IN_TIME,
    async ({ fault }) => {
      watched.target().world.idporten.faults.set(fault);
      expect(await watched.sources()).toEqual(WELL);
      const newcomer = createVisitor(watched.target());
      const answer = await newcomer.get("/auth/login?returnTo=/min-profil", { "Sec-Fetch-Dest": "document" });
      expect(answer.headers.get("location")).toMatch(/^\/feil\/idporten-unavailable\?ref=/);
      watched.target().world.idporten.faults.clear();
      await expect
        .poll(
          async () => {
            await newcomer.logIn();
            return newcomer.isLoggedIn();
          },
          { timeout: 20_000, interval: 300 },
        )
        .toBe(true);
    },
  );

  test.each(FAULT_KINDS.filter(({ remains }) => remains !== "own answer"))(
    "$name when the code is handed in, the code is sent once and never again (UP2)",
    IN_TIME,
    async ({ fault }) => {
      const { idporten } = watched.target().world;
      const newcomer = createVisitor(watched.target());
      const callback = await newcomer.goThroughIdporten();
      idporten.faults.set({ ...fault, only: "writes" });
      idporten.requests.clear();
      const answer = await newcomer.get(callback.pathname + callback.search);
      expect(answer.headers.get("location")).toMatch(/^\/feil\/(idporten-unavailable|login-rejected)\?ref=/);
      expect(idporten.requests.recent.filter(({ method }) => method === "POST")).toHaveLength(1);
      expect(await newcomer.isLoggedIn()).toBe(false);
    },
  );
});
