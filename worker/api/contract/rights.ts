import * as v from "valibot";
import { Consent, Notice } from "../../../model/consent/consent.ts";
import { ConsentState } from "../../../model/consent/consent-state.ts";
import { Count, Moment } from "./answers.ts";
import { carers, type Endpoints, owners } from "./endpoint.ts";

export const Choice = v.object({ state: ConsentState, notice: v.optional(v.nullable(Notice), null) });

/** That somebody was erased. Nothing in it says who. */
const ErasureReceipt = v.object({
  id: v.string(),
  site: v.string(),
  requestedAt: Moment,
  requestedBy: v.string(),
  /** `null` while it goes on. */
  doneAt: v.nullable(Moment),
  /** How much was, or is to be, erased. */
  erased: v.object({ profiles: Count, identities: Count, visitors: Count }),
});
export type ErasureReceipt = v.InferOutput<typeof ErasureReceipt>;

export const rightsEndpoints = {
  "GET /profiles/:id/export?site=:site": {
    does: "Everything that is known of a person, as one JSON document; see docs/privacy.md.",
    who: carers,
    answer: v.record(v.string(), v.unknown()),
    leaves: "person.exported",
  },
  "POST /profiles/:id/consent?site=:site": {
    does: "Writes down what somebody said of their consent. It counts for the person, from their next page on.",
    who: carers,
    body: Choice,
    answer: v.object({ consent: Consent }),
    leaves: "consent.written",
  },
  "DELETE /profiles/:id?site=:site": {
    does: "Erases a person. 202 where it takes longer; asked again, it goes on.",
    who: owners,
    answer: v.object({ erasure: ErasureReceipt }),
    statuses: [200, 202],
    leaves: "person.erased",
  },
  "GET /erasures/:id?site=:site": {
    does: "What became of an erasure.",
    who: owners,
    answer: v.object({ erasure: ErasureReceipt }),
  },
} as const satisfies Endpoints;
