import * as v from "valibot";
import { NewKey, scopes } from "../../../model/api-key.ts";
import { Moment } from "./answers.ts";
import { type Endpoints, owners } from "./endpoint.ts";

/** As `ApiKey` in `model/api-key.ts`. */
const Key = v.object({
  id: v.string(),
  name: v.string(),
  scopes: v.array(v.picklist(scopes)),
  createdAt: Moment,
  createdBy: v.string(),
  lastUsedAt: v.nullable(Moment),
  revokedAt: v.nullable(Moment),
});

export const keyEndpoints = {
  "GET /keys?site=:site": {
    does: "A site's keys, also those that were revoked, the newest first. When one was used last is known give or take an hour.",
    who: owners,
    answer: v.object({ keys: v.array(Key) }),
  },
  "POST /keys?site=:site": {
    does: "Makes a key. The secret is told this once.",
    who: owners,
    body: NewKey,
    answer: v.object({ key: Key, secret: v.string() }),
    statuses: [201],
    errors: ["sign_in_again"],
    leaves: "key.made",
  },
  "DELETE /keys/:id?site=:site": {
    does: "From now on the key opens nothing.",
    who: owners,
    answer: v.object({ key: Key }),
    leaves: "key.revoked",
  },
} as const satisfies Endpoints;
