import type { Context } from "hono";
import { Hono } from "hono/tiny";
import * as v from "valibot";
import { ImportPlan } from "../../model/import-plan.ts";
import { AnswerError } from "../answer/error.ts";
import { demand, readJson, readText } from "../answer/read-json.ts";
import { UnreadableFile } from "../import/read-rows.ts";
import { safeCsvRow } from "../import/safe-csv.ts";
import { type TakeEvents, takePart } from "../import/take-part.ts";
import { takeIn } from "../intake/take-in.ts";
import {
  beginImport,
  deleteImport,
  findImport,
  findPart,
  listImports,
  listRejections,
  savePart,
  type StoredImport,
} from "../store/imports.ts";
import { liveSettings } from "../store/live-settings.ts";
import { hashToken } from "../store/tokens.ts";
import { audited } from "./audited.ts";
import type { Api, ImportSummary } from "./contract.ts";
import { fileAnswer, type Send } from "./file-answer.ts";
import { onlyFor } from "./only-for.ts";
import type { ApiEnv } from "./signed-in.ts";
import { siteOrThrow } from "./sites.ts";

const mostPartBytes = 1024 * 1024;

const Whole = v.pipe(v.string(), v.regex(/^\d{1,9}$/), v.transform(Number));
/** Where a part belongs: its place among the parts, from 0, and the number of its first row in the file, from 1. */
const Place = v.object({ part: Whole, row: v.pipe(v.optional(Whole, "1"), v.minValue(1)) });

/** Files of customers and of what they did, taken in part by part: each may be sent again, and counts once. */
export const importRoutes = new Hono<ApiEnv>()
  // Also to look at: the rows that were not taken are somebody's data.
  .use(onlyFor("owner", "marketer"))
  .get("/", async (context) => {
    const { site } = await siteOrThrow(context.env.DB, context.req.query("site"));
    const imports = await listImports(context.env.DB, site.id);
    const answer: Api["GET /imports?site=:site"]["answer"] = { imports: imports.map(summary) };
    return context.json(answer);
  })
  .post("/", async (context) => {
    const { site } = await siteOrThrow(context.env.DB, context.req.query("site"));
    const body = await readJson(context.req.raw, 100_000);
    const plan = demand(ImportPlan, body, "invalid_request", "A file cannot be imported so.");
    const begun = { id: crypto.randomUUID(), plan, begunAtMs: Date.now(), begunBy: context.var.user.id };
    const about = { kind: "import", id: begun.id, name: plan.name };
    await beginImport(context.env.DB, site.id, begun, [
      audited(context, { site: site.id, what: "import.begun", about }),
    ]);
    const counts = { parts: 0, rows: 0, accepted: 0, duplicates: 0, rejected: 0 };
    const answer: Api["POST /imports?site=:site"]["answer"] = { import: summary({ ...begun, counts }) };
    return context.json(answer, 201);
  })
  .get("/:id", async (context) => {
    const { found } = await importOrThrow(context);
    const answer: Api["GET /imports/:id?site=:site"]["answer"] = { import: summary(found) };
    return context.json(answer);
  })
  .delete("/:id", async (context) => {
    const { site, found } = await importOrThrow(context);
    const about = { kind: "import", id: found.id, name: found.plan.name };
    await deleteImport(context.env.DB, site, found.id, [
      audited(context, { site, what: "import.deleted", about }),
    ]);
    const answer: Api["DELETE /imports/:id?site=:site"]["answer"] = { deleted: true };
    return context.json(answer);
  })
  .put("/:id/parts/:part", async (context) => {
    const { site, found } = await importOrThrow(context);
    const given = { part: context.req.param("part"), row: context.req.query("row") };
    const { part, row } = demand(
      Place,
      given,
      "invalid_request",
      "A part and its first row are whole numbers.",
    );
    const text = await readText(context.req.raw, mostPartBytes);
    const digest = await hashToken(text);
    const taken =
      (await findPart(context.env.DB, site, found.id, part)) ??
      (await take(context, { site, found, part, row, text, digest }));
    if (taken === undefined) throw new AnswerError("not_found", "This import was deleted meanwhile.");
    if (taken.digest !== digest)
      throw new AnswerError("conflict", "Another text was taken as this part of the file before.");
    const answer: Api["PUT /imports/:id/parts/:part?site=:site&row=:row"]["answer"] = {
      part,
      ...taken.counts,
    };
    return context.json(answer);
  })
  .get("/:id/rejected.csv", async (context) => {
    const { site, found } = await importOrThrow(context);
    return fileAnswer(context, { name: `rejected-${found.id}.csv`, type: "text/csv" }, (send) =>
      writeRejections(context.env.DB, site, found.id, send),
    );
  });

interface Part {
  site: string;
  found: StoredImport;
  part: number;
  row: number;
  text: string;
  digest: string;
}

/** @returns what counts of this part: also of another text, where that came at the same time and was first. */
async function take(context: Context<ApiEnv>, { site, found, part, row, text, digest }: Part) {
  const place = { startedAtMs: found.begunAtMs, firstRow: row, take: eventTaker(context, site) };
  try {
    const { counts, rejections } = await takePart(text, found.plan, place);
    await savePart(context.env.DB, site, found.id, { part, digest, counts, rejections });
    return await findPart(context.env.DB, site, found.id, part);
  } catch (error) {
    if (error instanceof UnreadableFile) throw new AnswerError("invalid_request", error.message);
    throw error;
  }
}

/** Events go through the same door as those of the API. */
function eventTaker({ env, executionCtx }: Context<ApiEnv>, site: string): TakeEvents {
  return async (events) => {
    const nowMs = Date.now();
    const later = (work: Promise<unknown>) => executionCtx.waitUntil(work);
    const deciding = await liveSettings(env, site, nowMs, later).settle();
    const taken = await takeIn(env, { site, deciding, by: "import", nowMs, later }, events);
    // What could not be taken now is not rejected for ever: the whole part comes again, and nothing is counted twice.
    if (taken.rejected.some(({ code }) => code === "temporarily_unavailable"))
      throw new AnswerError(
        "temporarily_unavailable",
        "Not all rows could be taken now. Please send them again.",
      );
    return taken;
  };
}

const atOnce = 500;

/** Rejected rows as CSV that no spreadsheet takes for formulas, as they are read. */
async function writeRejections(db: D1Database, site: string, id: string, send: Send): Promise<void> {
  await send(safeCsvRow(["row", "code", "message", "source"]));
  let after = { part: -1, row: 0 };
  for (;;) {
    const rejections = await listRejections(db, site, id, after, atOnce);
    const rows = rejections.map(({ row, code, message, source }) => safeCsvRow([row, code, message, source]));
    await send(rows.join(""));
    const last = rejections.at(-1);
    if (last === undefined || rejections.length < atOnce) return;
    after = last;
  }
}

async function importOrThrow(context: Context<ApiEnv>): Promise<{ site: string; found: StoredImport }> {
  const { site } = await siteOrThrow(context.env.DB, context.req.query("site"));
  const found = await findImport(context.env.DB, site.id, context.req.param("id") ?? "");
  if (found === undefined) throw new AnswerError("not_found", "There is no such import.");
  return { site: site.id, found };
}

function summary({ id, plan, begunAtMs, begunBy, counts }: StoredImport): ImportSummary {
  return { ...plan, id, begunAt: new Date(begunAtMs).toISOString(), begunBy, expected: plan.rows, ...counts };
}
