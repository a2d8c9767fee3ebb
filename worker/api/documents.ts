import { Hono } from "hono/tiny";
import { singular } from "../../model/audit.ts";
import { documentSchemas, type Configuration, type Kind, kinds } from "../../model/configuration.ts";
import { AnswerError } from "../answer/error.ts";
import { demand, readJson } from "../answer/read-json.ts";
import { findDraft, listDraftsOf, saveDraft, type StoredDraft } from "../store/drafts.ts";
import { configurationOf } from "../store/versions.ts";
import type { Api, Draft } from "./contract.ts";
import { auditedIfChanged } from "./audited.ts";
import { Save } from "./contract/documents.ts";
import { deleteDocument } from "./delete-document.ts";
import { notOver, overOf, preconditionOf, tagOf } from "./precondition.ts";
import type { ApiEnv } from "./signed-in.ts";
import { siteOrThrow } from "./sites.ts";
import { toldOf } from "./told-of.ts";

const mostBytes = 200_000;

/** Reading, saving and deleting drafts of every kind: they are all documents with an id. */
export const documentRoutes = new Hono<ApiEnv>();

for (const kind of kinds) {
  documentRoutes.get(`/${kind}`, async (context) => {
    const { site, liveVersion } = await siteOrThrow(context.env.DB, context.req.query("site"));
    const live = await configurationOf(context.env.DB, site.id, liveVersion);
    const drafts = await listDraftsOf(context.env.DB, site.id, kind);
    return context.json({ [kind]: drafts.map((draft) => toDraft(draft, live)) });
  });

  documentRoutes.get(`/${kind}/:id`, async (context) => {
    const { site, liveVersion } = await siteOrThrow(context.env.DB, context.req.query("site"));
    const live = await configurationOf(context.env.DB, site.id, liveVersion);
    const draft = await findDraft(context.env.DB, site.id, kind, context.req.param("id"));
    if (draft === undefined)
      throw new AnswerError("not_found", `There is nothing with this id among the ${kind}.`);
    return context.json({ draft: toDraft(draft, live) }, 200, tagOf(draft.revision));
  });

  documentRoutes.put(`/${kind}/:id`, async (context) => {
    const { site, liveVersion } = await siteOrThrow(context.env.DB, context.req.query("site"));
    const precondition = preconditionOf(context.req.raw);
    const save = demand(
      Save,
      await readJson(context.req.raw, mostBytes),
      "invalid_request",
      "A document is needed.",
    );
    const document = demand(
      documentSchemas[kind],
      save.document,
      "invalid_document",
      "This cannot be saved yet.",
    );
    if (document.id !== context.req.param("id")) {
      throw new AnswerError("invalid_document", "The document's id is not the address's.");
    }
    const before = await findDraft(context.env.DB, site.id, kind, document.id);
    const saved = await saveDraft(context.env.DB, {
      site: site.id,
      kind,
      document,
      over: overOf(precondition),
      by: context.var.user.id,
      nowMs: Date.now(),
      also: [
        auditedIfChanged(context, {
          site: site.id,
          what: `${singular[kind]}.saved`,
          about: { kind: singular[kind], id: document.id, name: document.name },
          before: before === undefined ? null : toldOf(before.document),
          after: toldOf(document),
        }),
      ],
    });
    if (!saved) throw notOver(precondition);
    const draft = await findDraft(context.env.DB, site.id, kind, document.id);
    if (draft === undefined) throw notOver(1);
    const live = await configurationOf(context.env.DB, site.id, liveVersion);
    return context.json({ draft: toDraft(draft, live) }, 200, tagOf(draft.revision));
  });

  documentRoutes.delete(`/${kind}/:id`, async (context) => {
    await deleteDocument(context, kind, context.req.param("id"));
    const answer: Api["DELETE /rules/:id?site=:site"]["answer"] = { deleted: true };
    return context.json(answer);
  });
}

function toDraft<K extends Kind>(draft: StoredDraft<K>, live: Configuration): Draft<K> {
  const documents: readonly Configuration[K][number][] = live[draft.kind];
  return {
    document: draft.document,
    live: documents.find(({ id }) => id === draft.id) ?? null,
    revision: draft.revision,
    updatedAt: new Date(draft.updatedAtMs).toISOString(),
  };
}
