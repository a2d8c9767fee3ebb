/** What the Node part of the bench asks of its worker, and what it hears. */
export interface Asked {
  /** Whether the pipeline leaves the same rows that the bench makes up: how many, and how many of them differ. */
  "/check": { rows: number; different: number };
  /** Writes everybody who came on a day, and the sums of what they did. */
  "/fill": { people: number; outcomes: number; rows: number };
  /** Gives the other rules, and all of Edgewise, sums of their own. */
  "/spread": { rows: number; bytes: number };
  /** Brings people to the sums who are told of for the first time, or again after something that they did. */
  "/tell": { rowsWritten: number };
  /** Adds up what one goal comes to from everybody's own row. By variant. */
  "/recompute": { variant: string; people: number; total: number }[];
}
