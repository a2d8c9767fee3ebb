import type { Context } from "hono";
import { singular } from "../../model/audit.ts";
import type { Kind } from "../../model/configuration.ts";
import { usesOf } from "../../model/uses-of.ts";
import { AnswerError } from "../answer/error.ts";
import { configurationFrom, deleteDraft, listDrafts } from "../store/drafts.ts";
import { auditedIfChanged } from "./audited.ts";
import { inUse } from "./in-use.ts";
import { toldOf } from "./told-of.ts";
import { notOver, overOf, preconditionOf } from "./precondition.ts";
import type { ApiEnv } from "./signed-in.ts";
import { siteOrThrow } from "./sites.ts";

/** Deletes a draft that no other one names. What is live of it stays so until the next publish. */
export async function deleteDocument(context: Context<ApiEnv>, kind: Kind, id: string): Promise<void> {
  const { DB } = context.env;
  const precondition = preconditionOf(context.req.raw);
  const { site } = await siteOrThrow(DB, context.req.query("site"));
  const drafts = await listDrafts(DB, site.id);
  const draft = drafts.find((each) => each.kind === kind && each.id === id);
  if (draft === undefined)
    throw new AnswerError("not_found", `There is nothing with this id among the ${kind}.`);
  const uses = usesOf(configurationFrom(drafts), { kind, id });
  if (uses.length > 0) throw inUse(uses, "This is needed elsewhere, so it cannot be deleted.");
  const about = { kind: singular[kind], id, name: draft.document.name };
  const deleting = {
    site: site.id,
    what: `${singular[kind]}.deleted`,
    about,
    before: toldOf(draft.document),
  } as const;
  const which = { site: site.id, kind, id, over: overOf(precondition) };
  if (!(await deleteDraft(DB, which, [auditedIfChanged(context, deleting)]))) throw notOver(precondition);
}
