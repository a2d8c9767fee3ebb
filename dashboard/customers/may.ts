import { user } from "../session/session.ts";

/** Who the customers are is for those who serve them. */
export function maySeeCustomers(): boolean {
  return user.value !== null && user.value.role !== "viewer";
}

/** What a customer may ask for: a copy, other words about consent, who they are. */
export function mayServe(): boolean {
  return user.value?.role === "owner" || user.value?.role === "care";
}

export function mayErase(): boolean {
  return user.value?.role === "owner";
}
