import { fnv1a32 } from "../assignment/fnv1a32.ts";
import { canonicalJson } from "../canonical-json.ts";

/** How often something happened within a window of time: the behaviour part of a condition. */
export interface Did {
  readonly event: string;
  /** Parameters that the event, or one of its items, must have. */
  readonly where?: Readonly<Record<string, string | number | boolean>> | undefined;
  /** `session`, a number of `m`, `h` or `d` such as `7d`, or `ever`, which it is where nothing is said. */
  readonly within?: string | undefined;
  readonly count: Readonly<Partial<Record<CountOperator, number | undefined>>>;
}

export type CountOperator = "$eq" | "$ne" | "$gt" | "$gte" | "$lt" | "$lte";

/** What a profile must count because a live condition asks for it. */
export interface Counter {
  id: string;
  event: string;
  where: Readonly<Record<string, string | number | boolean>>;
  /** How many of the latest times answer every question asked of it. */
  keep: number;
}

/** The counter that a clause reads. Clauses about the same event and parameters share one. */
export function counterOf(did: Did): Counter {
  const where = did.where ?? {};
  const asked = Object.values(did.count).filter((bound) => bound !== undefined);
  return { id: counterId(did.event, where), event: did.event, where, keep: Math.max(...asked) + 1 };
}

function counterId(event: string, where: Counter["where"]): string {
  return fnv1a32(canonicalJson([event, where])).toString(36);
}

/** Milliseconds of a window such as `7d`; `undefined` for `session` and `ever`. */
export function windowMs(within: string): number | undefined {
  const match = /^(\d+)([mhd])$/.exec(within);
  if (match === null) return undefined;
  const unitMs = { m: 60_000, h: 3_600_000, d: 86_400_000 }[match[2] as "m" | "h" | "d"];
  return Number(match[1]) * unitMs;
}
