/**
 * What is used here of liquidjs. Its own declarations bring the types of Node into every program that imports it, and
 * its main build reads files; this build runs wherever the model does.
 */
declare module "liquidjs/dist/liquid.browser.mjs" {
  /** What a filter is called on. */
  export interface FilterThis {
    context: { globals: object; memoryLimit: { use(count: number): void } };
  }

  export type FilterHandler = (this: FilterThis, value: unknown, ...args: unknown[]) => unknown;

  export interface LiquidOptions {
    ownPropertyOnly?: boolean;
    strictFilters?: boolean;
    /** Characters of a template. */
    parseLimit?: number;
    /** Characters and list items that one rendering may make. */
    memoryLimit?: number;
    outputEscape?: (value: unknown) => string;
  }

  export class Liquid {
    constructor(options: LiquidOptions);
    readonly filters: Record<string, FilterHandler | { handler: FilterHandler }>;
    readonly tags: Record<string, unknown>;
    /** @throws Error for what cannot be read. */
    parse(source: string): Template[];
    /** @throws Error where a limit is exceeded. */
    renderSync(templates: Template[], scope: object, options: { globals: object }): string;
  }

  /** Text, a field or a tag, with what is in it. */
  export interface Template {
    arguments?(): Iterable<Expression>;
    /** The names that it assigns. */
    localScope?(): Iterable<{ content: string }>;
    children?(): Iterator<never, Template[]>;
  }

  export type Expression = Operand | FilteredValue;

  export interface FilteredValue {
    initial: { postfix: Operand[] };
    filters: { args: (Operand | [name: string, value: Operand | undefined])[] }[];
  }

  export type Operand = Name | Range | { content: unknown } | { operator: string };

  /** `a.b[c]`. */
  export interface Name {
    props: Operand[];
  }

  export interface Range {
    lhs: Operand;
    rhs: Operand;
  }
}
