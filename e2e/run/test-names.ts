import { parseAst } from "vitest/node";

type Node = Readonly<Record<string, unknown>> & { readonly type: string };

const DECLARES = new Set(["test", "it", "describe"]);

/**
 * The names in a source of tests: what is the first argument of `test`, `it` or `describe`, whatever stands between
 * (`.each(…)`, `.skipIf(…)`), and what stands first or as `name` in a row of a table of theirs. No comment and no other text counts.
 */
export function testNames(source: string, file: string): readonly string[] {
  const nodes = [...nodesOf(parseAst(source, { lang: file.endsWith("x") ? "tsx" : "ts" }))];
  const tables = new Map(nodes.flatMap(namedTable));
  return nodes
    .filter(isDeclaration)
    .flatMap((call) => texts(first(call)).concat(firstColumn(tableOf(call), tables)));
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && "type" in value && typeof value.type === "string";
}

function* nodesOf(value: unknown): Generator<Node> {
  if (Array.isArray(value)) for (const each of value) yield* nodesOf(each);
  if (!isNode(value)) return;
  yield value;
  for (const part of Object.values(value)) yield* nodesOf(part);
}

/** Whether this call tells a test its name: `test("…")` or `test.each(…)("…")`, and not the `test.each(…)` in it. */
function isDeclaration({ type, callee }: Node): boolean {
  if (type !== "CallExpression" || !isNode(callee)) return false;
  return DECLARES.has(rootOf(callee)) && !takesNoName(callee);
}

function rootOf(node: Node): string {
  const inner = node["object"] ?? node["callee"] ?? node["tag"];
  return isNode(inner) ? rootOf(inner) : String(node["name"]);
}

function takesNoName({ property }: Node): boolean {
  return (
    isNode(property) && ["each", "for", "skipIf", "runIf", "use", "extend"].includes(String(property["name"]))
  );
}

function first({ arguments: given }: Node): unknown {
  return Array.isArray(given) ? given[0] : undefined;
}

function texts(value: unknown): readonly string[] {
  if (!isNode(value)) return [];
  if (value.type === "Literal" && typeof value["value"] === "string") return [value["value"]];
  if (value.type !== "TemplateLiteral" || !Array.isArray(value["quasis"])) return [];
  return [...nodesOf(value["quasis"])].map(({ value: text }) => JSON.stringify(text));
}

/** What `.each(…)` was given; `test(…)` itself has no table. */
function tableOf({ callee }: Node): unknown {
  return isNode(callee) && callee.type === "CallExpression" ? first(callee) : undefined;
}

function firstColumn(table: unknown, tables: ReadonlyMap<string, unknown>): readonly string[] {
  const found = isNode(table) && table.type === "Identifier" ? tables.get(String(table["name"])) : table;
  const plain = withoutTypes(found);
  if (!isNode(plain) || !Array.isArray(plain["elements"])) return [];
  return plain["elements"].flatMap((row: unknown) => texts(nameIn(row)));
}

/** Of a row that is a list the first text, of an object its `name`. */
function nameIn(row: unknown): unknown {
  if (!isNode(row)) return row;
  if (Array.isArray(row["elements"])) return row["elements"][0];
  if (!Array.isArray(row["properties"])) return row;
  const named: unknown = row["properties"].find(
    (property: unknown) => isNode(property) && isNode(property["key"]) && property["key"]["name"] === "name",
  );
  return isNode(named) ? named["value"] : row;
}

function namedTable({ type, id, init }: Node): [string, unknown][] {
  return type === "VariableDeclarator" && isNode(id) ? [[String(id["name"]), init]] : [];
}

/** `[…] as const` and `[…] satisfies …` are the list in them. */
function withoutTypes(value: unknown): unknown {
  return isNode(value) && value.type.startsWith("TS") ? withoutTypes(value["expression"]) : value;
}
