import * as v from "valibot";
import { ImportPlan } from "../../../model/import-plan.ts";
import { Count, Moment } from "./answers.ts";
import { editors, type Endpoints } from "./endpoint.ts";

/** What became of the rows of a file, or of a part of it: all of them together are `rows`. */
const counts = {
  rows: Count,
  accepted: Count,
  /** Known before: the file, or this row of it, was imported already. */
  duplicates: Count,
  rejected: Count,
};

/** A file that is being imported, or was, and what became of the parts of it that came. */
const ImportSummary = v.object({
  ...v.omit(ImportPlan, ["rows"]).entries,
  ...counts,
  id: v.string(),
  begunAt: Moment,
  begunBy: v.string(),
  parts: Count,
  /** How many rows there will be; `null` where nobody said. */
  expected: v.nullable(Count),
});
export type ImportSummary = v.InferOutput<typeof ImportSummary>;

const File = v.string();

export const importEndpoints = {
  "GET /imports?site=:site": {
    does: "Imports of the last 30 days, the newest first.",
    who: editors,
    scope: "import",
    answer: v.object({ imports: v.array(ImportSummary) }),
  },
  "POST /imports?site=:site": {
    does: "Begins to import a file: what its columns mean.",
    who: editors,
    scope: "import",
    body: ImportPlan,
    answer: v.object({ import: ImportSummary }),
    statuses: [201],
    leaves: "import.begun",
  },
  "GET /imports/:id?site=:site": {
    does: "How far an import is.",
    who: editors,
    scope: "import",
    answer: v.object({ import: ImportSummary }),
  },
  "DELETE /imports/:id?site=:site": {
    does: "Forgets what was imported when and the rows that were not taken; what was taken stays.",
    who: editors,
    scope: "import",
    answer: v.object({ deleted: v.literal(true) }),
    leaves: "import.deleted",
  },
  "PUT /imports/:id/parts/:part?site=:site&row=:row": {
    does: "Takes a part of the file: text with the heading of the whole file, at most 1,000 rows and 1 MiB. row is the number of its first row in the file, from 1. The same part may be sent again; another text for it is a conflict.",
    who: editors,
    scope: "import",
    takes: ["text/csv", "application/x-ndjson"],
    answer: v.object({ part: Count, ...counts }),
    errors: ["conflict", "temporarily_unavailable"],
  },
  "GET /imports/:id/rejected.csv?site=:site": {
    does: "The rows that were not taken, and why.",
    who: editors,
    scope: "import",
    answer: File,
    gives: ["text/csv"],
  },
  "GET /exports/:format?site=:site": {
    does: "Everybody that the index knows, as a file. Its format is profiles.csv or profiles.ndjson; with for=marketing, those who agreed to that.",
    who: editors,
    scope: "export",
    query: { for: v.optional(v.picklist(["marketing"])) },
    answer: File,
    gives: ["text/csv", "application/x-ndjson"],
    leaves: "people.exported",
  },
} as const satisfies Endpoints;
