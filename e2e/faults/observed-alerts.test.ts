import { existsSync, readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { startTarget, type Target } from "../attacks/target.ts";
import { createVisitor } from "../attacks/visitor.ts";
import { selectorsOf, type Selector } from "./promql.ts";

const read = (name: string): string => readFileSync(new URL(`../../docs/${name}`, import.meta.url), "utf8");

const rule = z.strictObject({
  alert: z.string().regex(/^[A-Z]\w+$/),
  expr: z.string(),
  for: z
    .string()
    .regex(/^\d+[smhd]$/)
    .optional(),
  labels: z.strictObject({ severity: z.enum(["page", "ticket"]) }),
  annotations: z.strictObject({ summary: z.string(), runbook: z.string() }),
});
const alerts = z
  .strictObject({ groups: z.array(z.strictObject({ name: z.string(), rules: z.array(rule) })) })
  .parse(parse(read("alerts.yaml")))
  .groups.flatMap(({ rules }) => rules);

const place = z.object({ x: z.number(), y: z.number(), w: z.number().min(1).max(24), h: z.number().min(1) });
const panel = z.object({
  id: z.number(),
  type: z.enum(["row", "stat", "timeseries"]),
  title: z.string().min(1),
  gridPos: place,
  targets: z.array(z.object({ refId: z.string(), expr: z.string(), legendFormat: z.string() })).default([]),
});
const dashboard = z
  .object({ title: z.string(), uid: z.string(), schemaVersion: z.number(), panels: z.array(panel).min(10) })
  .parse(JSON.parse(read("dashboard.json")));
const queries = dashboard.panels.flatMap(({ targets, title }) =>
  targets.map(({ expr }) => [title, expr] as const),
);
const expressions = [...alerts.map(({ alert, expr }) => [alert, expr] as const), ...queries];

/** Given by Prometheus itself to each target, and to each series of one. */
const OF_PROMETHEUS = { metrics: new Set(["up"]), labels: new Set(["job", "instance"]) };
/** Told where a database has a pool, which the one within the process has not, and after a first night. */
const NOT_HERE = new Set(["database_pool_connections", "sync_last_duration_seconds"]);

function endings(type: string | undefined): readonly string[] {
  return type === "histogram" ? ["_bucket", "_sum", "_count"] : [""];
}

function overlap(a: z.infer<typeof place>, b: z.infer<typeof place>): boolean {
  return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}

/** What is asked for by name, one thing or several at once. */
function namedIn({ operator, value }: Selector["labels"][number]): readonly string[] {
  if (operator === "=") return [value];
  return operator === "=~" && /^[\w|-]+$/.test(value) ? value.split("|") : [];
}

describe("the alerts, the runbook and the dashboard", () => {
  let target: Target;
  let exposed: string;

  beforeAll(async () => {
    target = await startTarget();
    const visitor = createVisitor(target);
    await visitor.logIn();
    await visitor.sourceStates();
    const answer = await fetch(`${target.metricsOrigin}/metrics`);
    exposed = await answer.text();
  }, 120_000);
  afterAll(() => target.close());

  /** The names under which a metric has series. */
  function names(): ReadonlySet<string> {
    const types = [...exposed.matchAll(/^# TYPE (\w+) (\w+)$/gm)];
    return new Set(types.flatMap(([, name = "", type]) => endings(type).map((ending) => name + ending)));
  }

  function seriesFor({ metric, labels }: Selector): readonly string[] {
    const asked = labels.filter(({ name }) => !OF_PROMETHEUS.labels.has(name));
    return exposed
      .split("\n")
      .filter((line) => line.startsWith(`${metric}{`) || line.startsWith(`${metric} `))
      .filter((line) =>
        asked.every(({ name, operator, value }) => {
          const told = new RegExp(`[{,]${name}="([^"]*)"`).exec(line)?.[1];
          if (told === undefined) return false;
          const same = operator.endsWith("~") ? new RegExp(`^(${value})$`).test(told) : told === value;
          return same !== operator.startsWith("!");
        }),
      );
  }

  test.each(expressions)("%s asks for what a process really tells", (_title, expression) => {
    const asked = selectorsOf(expression).map(({ metric }) => metric);
    expect(asked.length).toBeGreaterThan(0);
    const known = names();
    expect(asked.filter((metric) => !known.has(metric) && !OF_PROMETHEUS.metrics.has(metric))).toEqual([]);
  });

  test.each(expressions)("%s asks for labels and values that there are", (_title, expression) => {
    const here = selectorsOf(expression).filter(
      ({ metric }) => !OF_PROMETHEUS.metrics.has(metric) && !NOT_HERE.has(metric),
    );
    for (const { metric, labels } of here) {
      // A class of status or outcome has its series once it has happened.
      const lasting = labels.filter(
        ({ name, operator }) => name !== "status" && !(name === "outcome" && operator === "!~"),
      );
      expect(seriesFor({ metric, labels: lasting }), JSON.stringify(lasting)).not.toEqual([]);
      for (const label of lasting.filter(({ name }) => !OF_PROMETHEUS.labels.has(name)))
        for (const value of namedIn(label))
          expect(seriesFor({ metric, labels: [{ ...label, operator: "=", value }] }), value).not.toEqual([]);
    }
  });

  test("is sensitive to a name that no process tells", () => {
    expect(names()).not.toContain("http_requests_total");
    expect(
      seriesFor({
        metric: "security_events_total",
        labels: [{ name: "event", operator: "=", value: "no_such_event" }],
      }),
    ).toEqual([]);
    expect(() => selectorsOf("sum(rate(x[5m])")).toThrow("No PromQL");
  });

  test("each alert has its section in the runbook, and each section an alert", () => {
    const sections = [...read("runbook.md").matchAll(/^## (.+)$/gm)].map(([, title = ""]) => title);
    const anchors = sections.map((title) => `docs/runbook.md#${title.toLowerCase()}`);
    for (const { alert, annotations } of alerts) expect(anchors, alert).toContain(annotations.runbook);
    const used = new Set(alerts.map(({ annotations }) => annotations.runbook));
    expect(anchors.filter((anchor) => !used.has(anchor))).toEqual([]);
    expect(new Set(sections).size).toBe(sections.length);
  });

  test("the runbook leads to sections and files that are there", () => {
    const text = read("runbook.md");
    const sections = new Set([...text.matchAll(/^## (.+)$/gm)].map(([, title = ""]) => title.toLowerCase()));
    const leads = [...text.matchAll(/\]\(([^)]+)\)/g)].map(([, to = ""]) => to);
    expect(leads.filter((to) => to.startsWith("#") && !sections.has(to.slice(1)))).toEqual([]);
    const files = leads.filter((to) => !to.startsWith("#"));
    expect(files.filter((to) => !existsSync(new URL(`../../docs/${to}`, import.meta.url)))).toEqual([]);
  });

  test("each alert has a name of its own, and wakes somebody or waits", () => {
    expect(new Set(alerts.map(({ alert }) => alert)).size).toBe(alerts.length);
    expect(new Set(alerts.map(({ labels }) => labels.severity))).toEqual(new Set(["page", "ticket"]));
  });

  test("the dashboard's panels have ids of their own and lie beside each other", () => {
    const { panels } = dashboard;
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
    for (const [index, one] of panels.entries()) {
      expect(one.gridPos.x + one.gridPos.w, one.title).toBeLessThanOrEqual(24);
      for (const other of panels.slice(index + 1))
        expect(overlap(one.gridPos, other.gridPos), `${one.title}, ${other.title}`).toBe(false);
    }
  });
});
