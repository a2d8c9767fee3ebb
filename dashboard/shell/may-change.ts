import { user } from "../session/session.ts";

/** Whether the API lets whoever is signed in change anything. */
export function mayChange(): boolean {
  const role = user.value?.role;
  return role === "owner" || role === "marketer";
}
