import { parser } from "@prometheus-io/lezer-promql";

/** What an expression asks for: a series by its name, with what it must be labelled exactly or by a pattern. */
export interface Selector {
  readonly metric: string;
  readonly labels: readonly { readonly name: string; readonly operator: string; readonly value: string }[];
}

/** The selectors of an expression, by Prometheus' own grammar; throws where that cannot read it. */
export function selectorsOf(expression: string): readonly Selector[] {
  const found: { metric: string; labels: Selector["labels"][number][] }[] = [];
  parser.parse(expression).iterate({
    enter(node) {
      const text = expression.slice(node.from, node.to);
      if (node.type.isError) throw new Error(`No PromQL at «${text}» of ${expression}`);
      if (node.name === "VectorSelector") found.push({ metric: /^\w+/.exec(text)?.[0] ?? "", labels: [] });
      const [, name, operator, value] = /^(\w+)\s*(=~|!~|!=|=)\s*"(.*)"$/s.exec(text) ?? [];
      if (node.name === "UnquotedLabelMatcher" && name !== undefined)
        found.at(-1)?.labels.push({ name, operator: operator ?? "", value: value ?? "" });
    },
  });
  return found;
}
