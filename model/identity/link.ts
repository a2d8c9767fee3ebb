/** Somebody said that these nodes are one person. */
export interface Link {
  /** 8 to 64 letters, digits, `-` and `_`: the same id is the same link, said again. */
  id: string;
  /** When it was so, by our clock; of a link that is said again, the earliest time counts. */
  timeMs: number;
  /** At most one of them is a visitor. */
  nodes: readonly string[];
  /** `shop` for a page with a proof, `api`, `import`, or a user's id. */
  by: string;
  /** What people may see of the nodes' values, by node. */
  hints?: Readonly<Record<string, string>>;
}

/** Whose a visitor is from a moment on, until the next slice begins. */
export interface Slice {
  sinceMs: number;
  /** The profile's id. */
  profile: string;
}

/** By time, and of two at the same time by id, so that the order of arrival does not matter. */
export function inOrder<T extends Pick<Link, "id" | "timeMs">>(links: Iterable<T>): T[] {
  return [...links].sort((a, b) => a.timeMs - b.timeMs || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
}
