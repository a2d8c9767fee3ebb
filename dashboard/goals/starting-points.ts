import type { Goal } from "../../model/goal.ts";
import { t } from "./messages.ts";

type Start = Pick<Goal, "event"> & Partial<Pick<Goal, "counts" | "better" | "within">>;

/** What shops want, or do not, besides orders: by id, in the order in which they are shown. */
export const startingPoints = {
  lead: { event: "generate_lead" },
  form: { event: "form_submit" },
  signedUp: { event: "sign_up" },
  cart: { event: "add_to_cart", within: "1d" },
  stayed: { event: "page_view", within: "30m" },
  returned: { event: "refund", better: "less", within: "30d" },
  optedOut: { event: "email_unsubscribe", better: "less" },
  complained: { event: "email_complaint", better: "less" },
} as const satisfies Record<string, Start>;

export type StartingPoint = keyof typeof startingPoints;

export function isStartingPoint(id: string): id is StartingPoint {
  return Object.hasOwn(startingPoints, id);
}

/** A goal that is on no server yet; what is said of the rest is what the model says where nothing is. */
export const blankGoal: Goal = {
  id: "new",
  name: "",
  event: "",
  where: {},
  counts: "once",
  better: "more",
  within: "14d",
  mostEach: null,
};

export function startedFrom(point: StartingPoint): Goal {
  return { ...blankGoal, name: t(`point_${point}`), ...startingPoints[point] };
}
