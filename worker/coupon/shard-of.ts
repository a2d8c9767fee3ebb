import { fnv1a32 } from "../../model/assignment/fnv1a32.ts";

/** Which of so many shards something belongs to. Codes are the same code in capital and small letters. */
export function shardOf(name: string, shards: number): number {
  return shards === 1 ? 0 : fnv1a32(name.toUpperCase()) % shards;
}
