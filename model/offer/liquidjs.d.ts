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
    parse(source: string): object[];
    /** @throws Error where a limit is exceeded. */
    renderSync(templates: object[], scope: object, options: { globals: object }): string;
    /** The names that a template reads and does not assign itself, in parts: `a.b[c]` is `["a", "b", ["c"]]`. */
    globalVariableSegmentsSync(templates: object[], options: { partials: boolean }): Segments[];
  }

  export type Segments = (string | number | Segments)[];
}
