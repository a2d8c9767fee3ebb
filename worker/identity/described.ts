import type { RefusedLink } from "../../model/identity/joined.ts";

/** A node as people may see it. */
export interface SeenNode {
  node: string;
  /** What they may know of its value; empty for visitors. */
  hint: string;
  sharedBy: number | null;
}

/** A link as people see it. */
export interface SeenLink {
  id: string;
  timeMs: number;
  nodes: SeenNode[];
  by: string;
  undone: { by: string; atMs: number } | null;
  /** Those of its nodes that stay apart, and why. */
  refused: RefusedLink[];
}

export interface Described {
  /** Whose nodes these are now. */
  nodes: SeenNode[];
  /** The latest first, of at most 500. */
  links: SeenLink[];
}

export interface IdentityReport {
  shared: SeenNode[];
  refused: SeenLink[];
}
