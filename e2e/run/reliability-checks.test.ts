import { describe } from "vitest";
import { demandEachRow, readOwn } from "./check-table.ts";

/** How many rows each group of security-and-reliability.md has. */
const GROUPS = { HE: 7, UP: 11, DB: 11 };

describe("the table of reliability checks", () => {
  demandEachRow(readOwn("docs/reliability-checks.md"), GROUPS);
});
