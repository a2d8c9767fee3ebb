import { fnv1a32 } from "../../model/assignment/fnv1a32.ts";
import type { Forgotten } from "./state.ts";

/** Recognises a node without saying which it is: 32 bits of what 128 random bits say. */
export function markOf(node: string): number {
  return fnv1a32(node);
}

/** Whether nothing is to be known again of what comes by a node. */
export function isMarked(forgotten: Forgotten | null, node: string): boolean {
  return forgotten?.marks.includes(markOf(node)) === true;
}
