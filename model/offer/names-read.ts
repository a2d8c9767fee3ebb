// An ambient declaration is no module, so that nothing else could bring it in.
// oxlint-disable-next-line typescript/triple-slash-reference
/// <reference path="./liquidjs.d.ts" />
import type { Expression, Name, Operand, Template } from "liquidjs/dist/liquid.browser.mjs";

/** A name in parts: `a.b[c]` is `["a", "b", ["c"]]`. */
export type Segments = (string | number | Segments)[];

/**
 * The names that templates read and do not assign themselves; each once. A name within another, as `c` in `a[c]`, is
 * one of them too.
 */
export function namesRead(templates: Iterable<Template>): readonly Segments[] {
  const names = new Map<string, Segments>();
  const assigned = new Set<string>();
  for (const { expressions, assigns } of partsOf(templates)) {
    for (const expression of expressions) {
      for (const name of namesOf(expression)) {
        const segments = segmentsOf(name);
        const [root] = segments;
        if (typeof root === "string" && !assigned.has(root)) names.set(JSON.stringify(segments), segments);
      }
    }
    for (const { content } of assigns) assigned.add(content);
  }
  return [...names.values()];
}

/** Templates and those within them, as they are written. */
function* partsOf(
  templates: Iterable<Template>,
): Iterable<{ expressions: Iterable<Expression>; assigns: Iterable<{ content: string }> }> {
  for (const template of templates) {
    yield { expressions: template.arguments?.() ?? [], assigns: template.localScope?.() ?? [] };
    // What a generator of Liquid's returns is its answer; on the way it asks for what comes later, which is nothing here.
    const children = template.children?.().next().value;
    if (children !== undefined) yield* partsOf(children);
  }
}

function namesOf(expression: Expression): Name[] {
  if (!("initial" in expression)) return namesWithin(expression);
  const values = expression.filters.flatMap(({ args }) =>
    args.map((arg) => (Array.isArray(arg) ? arg[1] : arg)),
  );
  return [...expression.initial.postfix, ...values].flatMap(namesWithin);
}

function namesWithin(operand: Operand | undefined): Name[] {
  if (operand === undefined) return [];
  if ("lhs" in operand) return [operand.lhs, operand.rhs].flatMap(namesWithin);
  if (!("props" in operand)) return [];
  // The first part is the name's own beginning, even where it is a name in brackets.
  const [first, ...others] = operand.props;
  return [operand, ...namesWithin(first).slice(1), ...others.flatMap(namesWithin)];
}

/** Liquid takes `[a.b].c` for `a.b.c`. */
function segmentsOf({ props }: Name): Segments {
  return props.flatMap((part, index): Segments => {
    if ("props" in part) return index === 0 ? segmentsOf(part) : [segmentsOf(part)];
    const written = "content" in part ? part.content : undefined;
    return typeof written === "string" || typeof written === "number" ? [written] : [];
  });
}
