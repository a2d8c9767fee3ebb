import type { Context } from "hono";
import { Hono } from "hono/tiny";
import { compileBundle } from "../../model/bundle.ts";
import { missingReferences, type References, referencesOf } from "../../model/condition-references.ts";
import type { ConditionDocument } from "../../model/condition/condition-document.ts";
import { factsOf } from "../../model/condition/facts-of.ts";
import { conditionToSql } from "../../model/condition/to-sql.ts";
import { AnswerError } from "../answer/error.ts";
import { demand, readJson } from "../answer/read-json.ts";
import { countAudience, sampleAudience } from "../store/audience.ts";
import { configurationFrom, listDrafts } from "../store/drafts.ts";
import type { StoredSite } from "../store/sites.ts";
import { configurationOf } from "../store/versions.ts";
import type { Api } from "./contract.ts";
import { AskedAudience } from "./contract/audience.ts";
import type { ApiEnv } from "./signed-in.ts";
import { summaryOf } from "./search-people.ts";
import { siteOrThrow } from "./sites.ts";

/** Counts for whom a condition holds, with segments and lists as they are being edited. It changes nothing. */
export const audienceRoutes = new Hono<ApiEnv>().post("/", async (context) => {
  const { site, sql, unknown, nowMs } = await askedSql(context);
  const size = await countAudience(context.env.DB, site, sql, nowMs);
  const answer: Api["POST /segments/audience?site=:site"]["answer"] = { ...size, unknown };
  return context.json(answer);
});

/** Some of those whom it would count. */
export const memberRoutes = new Hono<ApiEnv>().post("/", async (context) => {
  const { site, sql } = await askedSql(context);
  const answer: Api["POST /segments/members?site=:site"]["answer"] = {
    profiles: (await sampleAudience(context.env.DB, site, sql)).map(summaryOf),
  };
  return context.json(answer);
});

/** The condition that is asked about, for the index of the site's profiles. */
async function askedSql({ req, env: { DB } }: Context<ApiEnv>) {
  const body = await readJson(req.raw, 100_000);
  const { condition } = demand(AskedAudience, body, "invalid_document", "This condition cannot be counted.");
  const site = await siteOrThrow(DB, req.query("site"));
  const references = referencesOf(configurationFrom(await listDrafts(DB, site.site.id)));
  demandReferences(condition, references);
  const nowMs = Date.now();
  const counters = await countersKept(DB, site, condition, references);
  const { unknown, ...sql } = conditionToSql(condition, { ...references, counters, nowMs });
  return { site: site.site.id, sql, unknown, nowMs };
}

function demandReferences(condition: ConditionDocument, references: References): void {
  const problems = missingReferences(condition, references).map(({ kind, id }) => ({
    code: "unknown_reference",
    path: "condition",
    message: `There is no ${kind === "segments" ? "segment" : "list"} called ${id}.`,
  }));
  if (problems.length > 0)
    throw new AnswerError("invalid_document", "This condition asks for what is not there.", problems);
}

/** Profiles count what live rules ask for, and of that no more times than these need. */
async function countersKept(
  db: D1Database,
  { site, liveVersion }: StoredSite,
  condition: ConditionDocument,
  { segments }: References,
): Promise<string[]> {
  const { counters } = compileBundle(liveVersion, site, await configurationOf(db, site.id, liveVersion));
  const asked = new Map(factsOf(condition, { segments }).counters.map(({ id, keep }) => [id, keep]));
  return counters.filter(({ id, keep }) => keep >= (asked.get(id) ?? 0)).map(({ id }) => id);
}
