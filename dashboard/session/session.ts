import { signal } from "@preact/signals";
import type { SignedInUser } from "../../worker/api/contract.ts";

/** Whoever is signed in; `null` until that is known, and after signing out. */
export const user = signal<SignedInUser | null>(null);

/** Grows each time the API refuses a request because there is no session, or no longer one. */
export const refusals = signal(0);
