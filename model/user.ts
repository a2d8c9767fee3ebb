/** Somebody who works with the dashboard. */
export interface SignedInUser {
  id: string;
  name: string;
  role: "owner" | "marketer" | "care" | "viewer";
}
