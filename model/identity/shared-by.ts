import type { Limits } from "./limits.ts";
import { typeOf } from "./node.ts";

/**
 * How many share a strong node that is no one's: customers, where it is linked with more of them than allowed, such as a
 * till's e-mail; else the nodes that a placeholder stands for. `undefined` for what belongs to one person.
 * @param neighbours the other strong nodes that it is linked with directly, each once.
 */
export function sharedBy(node: string, neighbours: readonly string[], limits: Limits): number | undefined {
  const customers = neighbours.filter((neighbour) => typeOf(neighbour) === "customer").length;
  // Two customers in one link say nothing of either.
  if (typeOf(node) !== "customer" && customers > limits.customersOfNode) return customers;
  return neighbours.length > limits.neighboursOfNode ? neighbours.length : undefined;
}
