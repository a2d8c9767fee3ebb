import * as v from "valibot";
import { auditActions } from "../../../model/audit.ts";
import { Moment } from "./answers.ts";
import { editors, type Endpoints } from "./endpoint.ts";
import { nextEntries, pageEntries } from "./page.ts";

const Word = v.optional(v.pipe(v.string(), v.maxLength(200)));

export const WantedAudit = v.object({ by: Word, kind: Word, id: Word, ...pageEntries });

const Fields = v.nullable(v.record(v.string(), v.unknown()));

export const auditEndpoints = {
  "GET /audit?site=:site": {
    does: "Who changed what on a site, the latest first, kept for two years: all of it, or what one user or key did (by), to one kind of things (kind), to one of them (id). before and after are the fields that differ. Owners also see what is of no site.",
    who: editors,
    query: WantedAudit.entries,
    answer: v.object({
      entries: v.array(
        v.object({
          id: v.string(),
          at: Moment,
          by: v.object({ id: v.string(), name: v.string() }),
          what: v.picklist(auditActions),
          about: v.object({ kind: v.string(), id: v.string(), name: v.string() }),
          before: Fields,
          after: Fields,
        }),
      ),
      ...nextEntries,
    }),
  },
} as const satisfies Endpoints;
