import { user } from "../session/session.ts";

/** Whether the API lets whoever is signed in add a shop. */
export function mayAddSites(): boolean {
  const role = user.value?.role;
  return role === "owner" || role === "marketer";
}
