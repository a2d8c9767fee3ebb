/** What is bound to a `?`. */
export type SqlParameter = string | number;

/** A piece of SQL with what is bound to each `?` in it, in order. Its text is made of nothing that anybody typed. */
export interface Sql {
  readonly text: string;
  readonly parameters: readonly SqlParameter[];
  /** How deeply expressions are within each other, at most: D1 refuses more than 100. */
  readonly depth: number;
}

export const always: Sql = { text: "1", parameters: [], depth: 1 };
export const never: Sql = { text: "0", parameters: [], depth: 1 };

export function constant(holds: boolean): Sql {
  return holds ? always : never;
}

/** A value for a `?`. */
export function bound(value: SqlParameter): Sql {
  return { text: "?", parameters: [value], depth: 1 };
}

/** How many expressions the text of one template puts around its parts, at most. */
const depthOfTemplate = 5;

/** Puts pieces together: sql`${value} = ${bound("x")}`. */
export function sql(strings: TemplateStringsArray, ...parts: readonly Sql[]): Sql {
  return {
    text: strings.reduce((text, string, index) => text + (parts[index - 1]?.text ?? "") + string),
    parameters: parts.flatMap((part) => part.parameters),
    depth: depthOfTemplate + Math.max(0, ...parts.map((part) => part.depth)),
  };
}

export function all(tests: readonly Sql[]): Sql {
  if (tests.includes(never)) return never;
  return joined(
    tests.filter((test) => test !== always),
    "AND",
    always,
  );
}

export function some(tests: readonly Sql[]): Sql {
  if (tests.includes(always)) return always;
  return joined(
    tests.filter((test) => test !== never),
    "OR",
    never,
  );
}

export function not(test: Sql): Sql {
  if (test === always) return never;
  if (test === never) return always;
  return { ...test, text: `NOT ${test.text}`, depth: test.depth + 1 };
}

/** By halves, since a chain of a hundred would be a hundred deep. Each piece must stand by itself, as in parentheses. */
function joined(tests: readonly Sql[], joint: "AND" | "OR", none: Sql): Sql {
  const [first, second] = tests;
  if (first === undefined) return none;
  if (second === undefined) return first;
  const middle = Math.ceil(tests.length / 2);
  const left = joined(tests.slice(0, middle), joint, none);
  const right = joined(tests.slice(middle), joint, none);
  return {
    text: `(${left.text} ${joint} ${right.text})`,
    parameters: [...left.parameters, ...right.parameters],
    depth: 1 + Math.max(left.depth, right.depth),
  };
}
