import type { Steering } from "../../model/steering/steering.ts";
import type { Stopped } from "./contract.ts";

/** Why a rule that is steered so stopped by itself; `null` where it did not. */
export function stoppedOf(steering: Steering | undefined): Stopped | null {
  if (steering?.stopped === undefined) return null;
  const { why, goal = null, variant = null, atMs } = steering.stopped;
  return { why, goal, variant, at: new Date(atMs).toISOString() };
}
