import { Hono } from "hono/tiny";
import { singular } from "../../model/audit.ts";
import { nameChanges } from "../../model/configuration-changes.ts";
import { changeWarnings } from "../../model/change-warnings.ts";
import { type Kind, kinds } from "../../model/configuration.ts";
import { findingsIn } from "../../model/document-at.ts";
import { redirectWarnings } from "../../model/redirect-warnings.ts";
import { ruleWarnings } from "../../model/rule-warnings.ts";
import { usesOf } from "../../model/uses-of.ts";
import { AnswerError } from "../answer/error.ts";
import { demand, readJson } from "../answer/read-json.ts";
import { deleteDraft, replaceDrafts, saveDraft } from "../store/drafts.ts";
import { findPlanned } from "../store/planned-publishes.ts";
import { checkPublish } from "../store/versions.ts";
import { audited, auditedIfChanged } from "./audited.ts";
import type { Api } from "./contract.ts";
import { Publish } from "./contract/publish.ts";
import { type Drafted, draftedOf, onlyIfSeen } from "./drafted.ts";
import { inUse } from "./in-use.ts";
import { makeLive } from "./make-live.ts";
import { plannedAnswer, plannedRoutes } from "./planned.ts";
import { notOver, tagOf } from "./precondition.ts";
import type { ApiEnv } from "./signed-in.ts";
import { toldOf } from "./told-of.ts";

/** What waits to go live, making it live now or later, and going back to what is live. */
export const publishRoutes = new Hono<ApiEnv>()
  .route("/later", plannedRoutes)
  .get("/", async (context) => {
    const drafted = await draftedOf(context.env.DB, context.req.query("site"));
    return context.json(await pending(context.env.DB, drafted), 200, tagOf(drafted.state));
  })
  .post("/", async (context) => {
    const { note } = demand(
      Publish,
      await readJson(context.req.raw, 2000),
      "invalid_request",
      "A note is text.",
    );
    const drafted = await draftedOf(context.env.DB, context.req.query("site"));
    onlyIfSeen(context.req.raw, drafted.state);
    const version = await makeLive(context, { ...drafted, what: "bundle.published", note });
    const answer: Api["POST /publish?site=:site"]["answer"] = { version };
    return context.json(answer);
  })
  .delete("/", async (context) => {
    const { DB } = context.env;
    const { site, liveVersion, live, changes, state } = await draftedOf(DB, context.req.query("site"));
    onlyIfSeen(context.req.raw, state);
    const documents = kinds.flatMap((kind) =>
      live[kind].map((document) => ({ kind, id: document.id, document })),
    );
    const discarding = {
      site: site.id,
      what: "drafts.discarded",
      about: { kind: "version", id: String(liveVersion), name: "" },
      before: { changes: nameChanges(changes) },
    } as const;
    await replaceDrafts(DB, site.id, documents, context.var.user.id, Date.now(), [
      audited(context, discarding),
    ]);
    return context.json(await pending(DB, await draftedOf(DB, site.id)));
  })
  .delete("/:kind/:id", async (context) => {
    const { DB } = context.env;
    const { kind: asked, id } = context.req.param();
    const drafted = await draftedOf(DB, context.req.query("site"));
    onlyIfSeen(context.req.raw, drafted.state);
    const change = drafted.changes.find(
      ({ kind, before, after }) => kind === asked && (after ?? before)?.id === id,
    );
    if (change === undefined)
      throw new AnswerError("not_found", "Nothing of it is drafted that is not live already.");
    const { kind, before: live, after: draft } = change;
    const { name } = draft ?? live ?? { name: "" };
    const also = [
      auditedIfChanged(context, {
        site: drafted.site.id,
        what: "drafts.discarded",
        about: { kind: singular[kind], id, name },
        before: draft === null ? null : toldOf(draft),
        after: live === null ? null : toldOf(live),
      }),
    ];
    const over = drafted.drafts.find((each) => each.kind === kind && each.id === id)?.revision ?? 0;
    const which = { site: drafted.site.id, kind, id, over };
    if (live === null) refuseWhatIsUsed(drafted, kind, id);
    const done =
      live === null
        ? await deleteDraft(DB, which, also)
        : await saveDraft(DB, {
            ...which,
            document: live,
            by: context.var.user.id,
            nowMs: Date.now(),
            also,
          });
    if (!done) throw notOver(over);
    return context.json(await pending(DB, await draftedOf(DB, drafted.site.id)));
  });

function refuseWhatIsUsed({ configuration }: Drafted, kind: Kind, id: string): void {
  const uses = usesOf(configuration, { kind, id });
  if (uses.length > 0) throw inUse(uses, "This is needed by other drafts, so it cannot be discarded alone.");
}

async function pending(
  db: D1Database,
  { site, liveVersion, configuration, changes, state }: Drafted,
): Promise<Api["GET /publish?site=:site"]["answer"]> {
  const [checked, planned] = await Promise.all([
    checkPublish(db, site.id, configuration),
    findPlanned(db, site.id),
  ]);
  const warnings = [
    ...ruleWarnings(configuration, site.timeZone, Date.now()),
    ...redirectWarnings(configuration, site.hosts),
    ...changeWarnings(configuration.rules),
  ];
  return {
    changes: nameChanges(changes),
    problems: checked.ok ? [] : findingsIn(configuration, checked.problems),
    warnings: findingsIn(configuration, warnings),
    liveVersion,
    revision: state,
    planned: planned === undefined ? null : plannedAnswer(planned),
  };
}
