import { translated } from "../text/translated.ts";
import type { StandardGoal } from "../../model/goal.ts";

const standard = {
  revenue: "revenue",
  orders: "who orders",
  "order-value": "what an order is worth",
} as const satisfies Record<StandardGoal, string>;

export const t = translated("standard-goals", standard);

/** What a goal is called within a sentence: one that every site has in the reader's language, another as its author named it. */
export function goalName(id: string, own: readonly { id: string; name: string }[]): string {
  if (Object.hasOwn(standard, id)) return t(id as StandardGoal);
  return own.find((goal) => goal.id === id)?.name ?? id;
}
