import { Hono } from "hono/tiny";
import { nameChanges } from "../../model/configuration-changes.ts";
import { AnswerError } from "../answer/error.ts";
import { demand, readJson } from "../answer/read-json.ts";
import { dropPlanned, findPlanned, type PlannedPublish, planPublish } from "../store/planned-publishes.ts";
import { checkPublish } from "../store/versions.ts";
import { auditedIfChanged } from "./audited.ts";
import type { Api } from "./contract.ts";
import { PublishLater } from "./contract/publish.ts";
import { draftedOf, onlyIfSeen } from "./drafted.ts";
import type { ApiEnv } from "./signed-in.ts";
import { siteOrThrow } from "./sites.ts";

const mostAheadMs = 366 * 24 * 60 * 60_000;
/** What is stored in one row of D1 has at most 2 MB. */
const mostLetters = 1_000_000;
/** From its time on it may be going live at any moment; if that takes longer than this, something is in the way. */
const underWayMs = 5 * 60_000;

/** Publishing at a later time what is drafted now. */
export const plannedRoutes = new Hono<ApiEnv>()
  .post("/", async (context) => {
    const { note, at } = demand(
      PublishLater,
      await readJson(context.req.raw, 2000),
      "invalid_request",
      "It takes a moment, and perhaps a note.",
    );
    const { DB } = context.env;
    const { site, liveVersion, configuration, changes, state } = await draftedOf(
      DB,
      context.req.query("site"),
    );
    onlyIfSeen(context.req.raw, state);
    const [atMs, nowMs] = [Date.parse(at), Date.now()];
    if (atMs <= nowMs || atMs > nowMs + mostAheadMs)
      throw new AnswerError("invalid_request", "Choose a moment that is to come, within a year.");
    if (changes.length === 0)
      throw new AnswerError("conflict", "Nothing is drafted that is not live already.");
    const checked = await checkPublish(DB, site.id, configuration);
    if (!checked.ok)
      throw new AnswerError("cannot_publish", "This cannot be published yet.", checked.problems);
    if (JSON.stringify(changes).length > mostLetters)
      throw new AnswerError(
        "too_large",
        "These are too many changes to be planned. Publish some of them now.",
      );
    const by = { id: context.var.user.id, name: context.var.user.name };
    const planning = { site: site.id, atMs, changes, note, plannedAtMs: nowMs, by };
    const deed = {
      site: site.id,
      what: "publish.planned",
      about: { kind: "version", id: String(liveVersion + 1), name: note },
      after: { at, changes: nameChanges(changes) },
    } as const;
    if (!(await planPublish(DB, planning, [auditedIfChanged(context, deed)])))
      throw new AnswerError("conflict", "Something is planned already. Cancel that first.");
    const answer: Api["POST /publish/later?site=:site"]["answer"] = {
      planned: plannedAnswer({ ...planning, problems: null }),
    };
    return context.json(answer);
  })
  .delete("/", async (context) => {
    const { DB } = context.env;
    const { site } = await siteOrThrow(DB, context.req.query("site"));
    const planned = await findPlanned(DB, site.id);
    if (planned === undefined) throw new AnswerError("not_found", "Nothing is planned.");
    const sinceMs = Date.now() - planned.atMs;
    if (planned.problems === null && sinceMs >= 0 && sinceMs < underWayMs)
      throw new AnswerError(
        "conflict",
        "It is going live at this moment. You can roll back to the version before.",
      );
    const deed = {
      site: site.id,
      what: "publish.cancelled",
      about: { kind: "version", id: "", name: planned.note },
      before: { at: new Date(planned.atMs).toISOString(), changes: nameChanges(planned.changes) },
    } as const;
    await DB.batch([dropPlanned(DB, planned), auditedIfChanged(context, deed)]);
    const answer: Api["DELETE /publish/later?site=:site"]["answer"] = { cancelled: true };
    return context.json(answer);
  });

/** As it is told to whoever asks what is planned. */
export function plannedAnswer(
  planned: PlannedPublish,
): NonNullable<Api["GET /publish?site=:site"]["answer"]["planned"]> {
  const { atMs, plannedAtMs, by, note, changes, problems } = planned;
  return {
    at: new Date(atMs).toISOString(),
    plannedAt: new Date(plannedAtMs).toISOString(),
    by,
    note,
    changes: nameChanges(changes),
    problems,
  };
}
