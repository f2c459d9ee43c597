import { DummyDriver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from "kysely";
import { describe, expect, it } from "vitest";
import { MIGRATIONS } from "./migrate.ts";
import { openMemoryStore } from "./testing/store-engines.ts";

/**
 * What may be done to a schema while the release before still uses it (docs/database.md): only what that one does not
 * notice. A new column may be empty or fills itself, since that release writes rows without it.
 */
const EXPANDS: readonly RegExp[] = [
  /^create table "\w+" \(/,
  /^create index "\w+" on "\w+" /,
  /^alter table "\w+" add column "\w+" [\w() ]+?(?<!not null)$/,
  /^alter table "\w+" add column "\w+" [\w() ]+ default [^,]+$/,
];

/**
 * What takes something away, with the release that no longer used it: a later one than the first that did without it,
 * and a migration of its own.
 */
const CONTRACTS: Readonly<Record<string, readonly string[]>> = {};

/** The statements of a migration, as Postgres gets them; nothing is carried out. */
async function statementsOf(name: string): Promise<readonly string[]> {
  const statements: string[] = [];
  const db = new Kysely<unknown>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => new DummyDriver(),
      createIntrospector: (of) => new PostgresIntrospector(of),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
    log: ({ query }) => void statements.push(query.sql),
  });
  await MIGRATIONS[name]?.up(db);
  return statements.flatMap(oneColumnEach);
}

/** `add column a …, add column b …` as two. */
function oneColumnEach(statement: string): readonly string[] {
  const [, table = "", columns] = /^(alter table "\w+" )(add column .*)$/.exec(statement) ?? [];
  return columns === undefined ? [statement] : columns.split(/, (?=add )/).map((column) => table + column);
}

function isExpanding(statement: string): boolean {
  return EXPANDS.some((form) => form.test(statement));
}

describe("the rule of migrations", () => {
  it.each(Object.keys(MIGRATIONS))("is kept by %s, which only adds (DB5)", async (name) => {
    const statements = await statementsOf(name);
    expect(statements.length).toBeGreaterThan(0);
    const allowed = CONTRACTS[name] ?? [];
    expect(statements.filter((each) => !isExpanding(each) && !allowed.includes(each))).toEqual([]);
  });

  it.each([
    'drop table "sessions"',
    'alter table "sessions" drop column "subject"',
    'alter table "sessions" rename column "subject" to "person"',
    'alter table "sessions" rename to "logins"',
    'alter table "sessions" alter column "sealed" set not null',
    'alter table "sessions" add column "level" text not null',
    'alter table "sessions" add constraint "level" check (true)',
    'create unique index "one_each" on "sessions" ("subject")',
    'update "sessions" set "subject" = null',
    'delete from "sessions"',
  ])("is broken by: %s (DB5)", (statement) => {
    expect(isExpanding(statement)).toBe(false);
  });

  it.each([
    'alter table "sessions" add column "level" text',
    'alter table "sessions" add column "level" text not null default \'high\'',
    'create index "by_level" on "sessions" ("level")',
    'create table "levels" ("level" text)',
  ])("allows: %s (DB5)", (statement) => {
    expect(isExpanding(statement)).toBe(true);
  });

  it("sees what the migrations do, and not something else: the tables are those of the store (DB5)", async () => {
    const created = (await Promise.all(Object.keys(MIGRATIONS).map(statementsOf)))
      .flat()
      .flatMap((statement) => /^create table "(\w+)"/.exec(statement)?.[1] ?? []);
    const { db, close } = await openMemoryStore();
    const tables = await db.introspection.getTables();
    expect(created.toSorted()).toEqual(tables.map(({ name }) => name).toSorted());
    await close();
  });
});
