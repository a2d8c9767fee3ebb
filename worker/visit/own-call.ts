/** What is asked of Edgewise itself on a shop's host. */
export interface OwnCall {
  site: string;
  /** The part of the path behind the prefix. */
  name: string;
  nowMs: number;
  later: (work: Promise<unknown>) => void;
}
