import { randomBytes } from "node:crypto";
import { openAsBlob } from "node:fs";
import { PGlite } from "@electric-sql/pglite";
import { Client } from "pg";
import { inject } from "vitest";
import { databaseIn, openDatabase, type Database } from "../database.ts";

export interface EmptyStore {
  /** Opens this store: once more on Postgres, the same one again on PGlite, which serves one process. */
  open(onIdleFault?: () => void): Promise<Database>;
  /** Closes what was opened, and leaves nothing behind. */
  drop(): Promise<void>;
}

export interface StoreEngine {
  readonly name: "PGlite" | "Postgres";
  /** A store of its own without tables. */
  create(): Promise<EmptyStore>;
}

/** Every engine that this run can test: PGlite in memory, and Postgres where `TEST_DATABASE_URL` names a server. */
export function storeEngines(postgresUrl: string | undefined): readonly StoreEngine[] {
  const pglite: StoreEngine = { name: "PGlite", create: createPglite };
  if (postgresUrl === undefined || postgresUrl === "") return [pglite];
  return [pglite, { name: "Postgres", create: () => createPostgres(postgresUrl) }];
}

/** A migrated store in memory, for tests that need one and not its engine. */
export function openMemoryStore(): Promise<Database> {
  return openCopy(inject("pgliteTemplates").migrated);
}

async function openCopy(template: string): Promise<Database> {
  return databaseIn(await PGlite.create({ loadDataDir: await openAsBlob(template) }));
}

async function createPglite(): Promise<EmptyStore> {
  const database = await openCopy(inject("pgliteTemplates").empty);
  return { open: () => Promise.resolve(database), drop: () => database.close() };
}

async function createPostgres(serverUrl: string): Promise<EmptyStore> {
  const name = `portal_test_${randomBytes(6).toString("hex")}`;
  await administer(serverUrl, `create database ${name}`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  const opened: Database[] = [];
  return {
    async open(onIdleFault = () => undefined) {
      const database = await openDatabase({ engine: "postgres", connectionString: url.href }, onIdleFault);
      opened.push(database);
      return database;
    },
    async drop() {
      await Promise.all(opened.map((database) => database.close()));
      await administer(serverUrl, `drop database ${name} with (force)`);
    },
  };
}

/** The statement names a database, which cannot be a parameter. */
async function administer(serverUrl: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: serverUrl });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
