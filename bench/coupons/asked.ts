import type { Ledger } from "../../worker/coupon/asked.ts";

/** What the bench asks its worker, by path, and what that answers. */
export interface Asked {
  "/stock": { added: number };
  "/issue": { issued: number };
  "/ledger": Ledger;
}
