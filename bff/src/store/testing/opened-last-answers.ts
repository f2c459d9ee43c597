import { createKeyring, randomSessionKey } from "../../platform/keyring.ts";
import type { LastAnswers } from "../../ports/last-answers.ts";
import { createFakeLastAnswers } from "../../ports/testing/fake-last-answers.ts";
import { KARI, OLA } from "../../ports/testing/people.ts";
import { createLastAnswers } from "../last-answers.ts";
import { migrate } from "../migrate.ts";
import { createSessions } from "../sessions.ts";
import { storeEngines, type StoreEngine } from "./store-engines.ts";

export interface OpenedLastAnswers {
  readonly lastAnswers: LastAnswers;
  /** Two who are logged in. */
  readonly kari: string;
  readonly ola: string;
  close(): Promise<void>;
}

/** The last good answers wherever they are kept: on every engine of this run, and in the fake. */
export function everyLastAnswers(
  postgresUrl: string | undefined,
): readonly { readonly name: string; open(): Promise<OpenedLastAnswers> }[] {
  return [
    ...storeEngines(postgresUrl).map((engine) => ({ name: engine.name, open: () => openOn(engine) })),
    { name: "the fake", open: () => Promise.resolve(openFake()) },
  ];
}

function openFake(): OpenedLastAnswers {
  return {
    lastAnswers: createFakeLastAnswers(),
    kari: "kari",
    ola: "ola",
    close: () => Promise.resolve(),
  };
}

async function openOn(engine: StoreEngine): Promise<OpenedLastAnswers> {
  const store = await engine.create();
  const { db } = await store.open();
  await migrate(db);
  const keyring = createKeyring([randomSessionKey()]);
  const sessions = createSessions(db, keyring);
  for (const nationalId of [KARI, OLA])
    await sessions.create({ nationalId, acr: "idporten-loa-high", name: null, language: null }, null);
  return {
    lastAnswers: createLastAnswers(db, keyring, 24),
    kari: keyring.pseudonym(KARI.reveal()),
    ola: keyring.pseudonym(OLA.reveal()),
    close: () => store.drop(),
  };
}
