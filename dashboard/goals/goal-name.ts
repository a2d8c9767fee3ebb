import { translated } from "../text/translated.ts";
import type { StandardGoal } from "../../model/goal.ts";

const standard = {
  revenue: "revenue",
  orders: "who orders",
  "order-value": "what an order is worth",
} as const satisfies Record<StandardGoal, string>;

export const t = translated("standard-goals", standard);

/** Whether every site has it: another is named by its site alone. */
export function isStandard(id: string): id is StandardGoal {
  return Object.hasOwn(standard, id);
}

/** What a goal is called within a sentence: one that every site has in the reader's language, another as its author named it. */
export function goalName(id: string, own: readonly { id: string; name: string }[]): string {
  if (isStandard(id)) return t(id);
  return own.find((goal) => goal.id === id)?.name ?? id;
}
