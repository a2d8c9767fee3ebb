import * as v from "valibot";
import { Name } from "./identifier.ts";

/** What a key may do: each scope is one part of the API. */
export const scopes = ["events", "decide", "profiles", "import", "export", "coupons", "results"] as const;
export type Scope = (typeof scopes)[number];

/** What somebody says of a key that they want. */
export const NewKey = v.object({
  name: Name,
  scopes: v.pipe(
    v.array(v.picklist(scopes, `A key's scopes are among ${scopes.join(", ")}.`)),
    v.minLength(1, "A key has at least one scope."),
    v.maxLength(scopes.length, "A key has each scope once."),
  ),
});

/** A key as people may look at it: without what opens. */
export interface ApiKey {
  id: string;
  name: string;
  scopes: Scope[];
  /** ISO 8601. */
  createdAt: string;
  createdBy: string;
  /** Give or take an hour; `null` before the first use. */
  lastUsedAt: string | null;
  /** `null` while it opens. */
  revokedAt: string | null;
}
