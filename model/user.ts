/** What people may do with the dashboard, those who may most first. */
export const roles = ["owner", "marketer", "care", "viewer"] as const;
export type Role = (typeof roles)[number];

/** Somebody who works with the dashboard. */
export interface SignedInUser {
  id: string;
  name: string;
  role: Role;
}
