import { afterAll, beforeAll, beforeEach, describe } from "vitest";
import { createArrange } from "./arrange.ts";
import { createRegisterClient } from "./register-client.ts";
import type { RegisterClient } from "./register-client.ts";
import { contractTargets } from "./targets.ts";
import type { Target } from "./targets.ts";

export interface Bench {
  readonly target: Target;
  readonly client: RegisterClient;
  readonly arrange: ReturnType<typeof createArrange>;
}

/** Runs the same guarantees against every register under test; the bench is ready inside each test. */
export function contractSuite(title: string, guarantees: (bench: () => Bench) => void): void {
  describe.each(contractTargets(process.env))(`${title}: $name`, ({ start }) => {
    let bench: Bench | undefined;
    beforeAll(async () => {
      const target = await start();
      const client = createRegisterClient(target.baseUrl, target.token);
      bench = { target, client, arrange: createArrange(client, target.subjects.writable) };
    });
    beforeEach(() => bench?.target.inside?.reset());
    afterAll(() => bench?.target.close());
    guarantees(() => {
      if (bench === undefined) throw new Error("The register under test has not started");
      return bench;
    });
  });
}
