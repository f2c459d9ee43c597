import { expect, it } from "vitest";
import { StoreUnavailable } from "../ports/store-unavailable.ts";
import { closedUntil } from "./closed-until.ts";
import { guarded } from "./guarded.ts";
import { openMemoryStore } from "./testing/store-engines.ts";

it("a database whose migrations are not done is unavailable to everybody, and then serves (HE2)", async () => {
  const database = await openMemoryStore();
  let isOpen = false;
  const closed = closedUntil(database, () => isOpen);
  const read = () => guarded(() => closed.db.selectFrom("sessions").selectAll().execute());
  const write = () =>
    guarded(() =>
      closed.db.transaction().execute((transaction) => transaction.deleteFrom("sessions").execute()),
    );
  for (const ask of [read, write, () => closed.ping()])
    await expect(ask()).rejects.toThrow(new StoreUnavailable("migrations-pending"));
  isOpen = true;
  expect(await read()).toEqual([]);
  await write();
  await closed.ping();
  await closed.close();
});
