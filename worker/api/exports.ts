import { Hono } from "hono/tiny";
import * as v from "valibot";
import { type Fact, facts } from "../../model/facts/catalogue.ts";
import { demand } from "../answer/read-json.ts";
import { safeCsvRow } from "../import/safe-csv.ts";
import { allProfiles } from "../store/all-profiles.ts";
import type { FoundProfile } from "../store/find-profiles.ts";
import { writeAudit } from "./audited.ts";
import { fileAnswer } from "./file-answer.ts";
import { onlyFor } from "./only-for.ts";
import type { ApiEnv } from "./signed-in.ts";
import { siteOrThrow } from "./sites.ts";

const Wish = v.object({
  format: v.picklist(["profiles.csv", "profiles.ndjson"], "There are profiles.csv and profiles.ndjson."),
  /** Whom a list is for: then those who did not agree to it are not in it. */
  for: v.optional(v.picklist(["marketing"], "A list can be for marketing.")),
});

/** The facts that the index keeps, by the names that it keeps them by. */
const names = Object.entries<Fact>(facts).flatMap(([name, { index }]) => {
  if (index === undefined) return [];
  return [typeof index === "object" ? index.since : name];
});

/** A list of everybody is not for all who may look. */
const mayTakeAll = onlyFor("owner", "marketer");

/** Everybody that the index knows, as a file: read and sent some at a time, however many there are. */
export const exportRoutes = new Hono<ApiEnv>().get("/:format", mayTakeAll, async (context) => {
  const asked = { format: context.req.param("format"), for: context.req.query("for") };
  const wish = demand(Wish, asked, "not_found", "There is no such export.");
  const { site } = await siteOrThrow(context.env.DB, context.req.query("site"));
  const about = { kind: "export", id: wish.format, name: wish.format };
  await writeAudit(context, { site: site.id, what: "people.exported", about });
  const isCsv = wish.format === "profiles.csv";
  const lineOf = isCsv ? csvLine : jsonLine;
  const isWanted = wish.for === undefined ? () => true : agreedToMarketing;
  const file = { name: wish.format, type: isCsv ? "text/csv" : "application/x-ndjson" };
  return fileAnswer(context, file, async (send) => {
    if (isCsv) await send(safeCsvRow(["id", "name", "known", "seenAt", ...names]));
    for await (const profiles of allProfiles(context.env.DB, site.id))
      await send(profiles.filter(isWanted).map(lineOf).join(""));
  });
});

function agreedToMarketing({ facts: { consent } }: FoundProfile): boolean {
  return Array.isArray(consent) && consent.includes("marketing");
}

function csvLine({ id, name, isKnown, seenAtMs, facts: known }: FoundProfile): string {
  const cells = names.map((fact) => cellOf(known[fact]));
  return safeCsvRow([id, name, isKnown, new Date(seenAtMs).toISOString(), ...cells]);
}

/** Lists are divided by a vertical bar, as imports take them. */
function cellOf(value: unknown): string | number | boolean | null {
  if (value === undefined || value === null) return null;
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return value;
  return Array.isArray(value) ? value.join("|") : JSON.stringify(value);
}

function jsonLine({ id, name, isKnown, seenAtMs, facts: known }: FoundProfile): string {
  const seenAt = new Date(seenAtMs).toISOString();
  return `${JSON.stringify({ id, name, known: isKnown, seenAt, facts: known })}\n`;
}
