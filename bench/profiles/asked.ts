/** What the Node part of the bench asks of its worker, and what it hears. */
export interface Asked {
  /** Rows written by each step, each entry of an index counted. */
  "/cost": [what: string, rows: number][];
  /** Writes the profiles with these numbers. By audience, for how many of them its condition holds. */
  "/fill": Record<string, number>;
  /** The names of what can be searched for. */
  "/searches": string[];
  "/search": { found: number };
  "/audience": {
    now: number;
    error: { now: { low: number; high: number } };
    sampled: number;
  };
}
