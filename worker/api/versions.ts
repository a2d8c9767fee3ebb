import { Hono } from "hono/tiny";
import { changesBetween } from "../../model/configuration-changes.ts";
import { AnswerError } from "../answer/error.ts";
import { demand, readJson } from "../answer/read-json.ts";
import { listSwitches } from "../store/site-switch.ts";
import { addComment, listComments, type VersionComment } from "../store/version-comments.ts";
import { configurationOf, listVersions } from "../store/versions.ts";
import { auditedIfChanged } from "./audited.ts";
import type { Api, VersionComment as Comment } from "./contract.ts";
import { Page } from "./contract/page.ts";
import { Comment as NewComment } from "./contract/publish.ts";
import { cursorOf, numberOf } from "./cursor.ts";
import { onlyIfSeen } from "./drafted.ts";
import { makeLive } from "./make-live.ts";
import type { ApiEnv } from "./signed-in.ts";
import { siteOrThrow } from "./sites.ts";
import { versionOrThrow } from "./version-or-throw.ts";

/** What was published, what was said of it, and going back to it; and when the site was switched on and off. */
export const versionRoutes = new Hono<ApiEnv>()
  .get("/", async (context) => {
    const { DB } = context.env;
    const page = demand(Page, context.req.query(), "invalid_request", "There is no such page.");
    const { site } = await siteOrThrow(DB, context.req.query("site"));
    const before = numberOf(page.after);
    const found = await listVersions(DB, site.id, { before, limit: page.limit + 1 });
    const shown = found.slice(0, page.limit);
    const comments = await listComments(
      DB,
      site.id,
      shown.map(({ version }) => version),
    );
    const versions = shown.map(({ publishedAtMs, ...version }) => ({
      ...version,
      publishedAt: new Date(publishedAtMs).toISOString(),
      comments: comments.filter((comment) => comment.version === version.version).map(commentOf),
    }));
    const switches = (await listSwitches(DB, site.id)).map(({ on, atMs, by }) => ({
      on,
      switchedAt: new Date(atMs).toISOString(),
      switchedBy: by,
    }));
    const next = found.length > shown.length ? cursorOf(shown.at(-1)?.version) : null;
    const answer: Api["GET /versions?site=:site"]["answer"] = { versions, next, switches };
    return context.json(answer);
  })
  .post("/:version/restore", async (context) => {
    const { DB } = context.env;
    const stored = await siteOrThrow(DB, context.req.query("site"));
    const { site, liveVersion } = stored;
    onlyIfSeen(context.req.raw, liveVersion);
    const wanted = context.req.param("version");
    const [configuration, live] = await Promise.all([
      versionOrThrow(DB, stored, wanted),
      configurationOf(DB, site.id, liveVersion),
    ]);
    const note = `Back to version ${wanted}`;
    const changes = changesBetween(live, configuration);
    const restoring = {
      site,
      liveVersion,
      live,
      configuration,
      changes,
      what: "version.restored",
      note,
      restored: Number(wanted),
    } as const;
    const version = await makeLive(context, restoring);
    const answer: Api["POST /versions/:version/restore?site=:site"]["answer"] = { version };
    return context.json(answer);
  })
  .post("/:version/comments", async (context) => {
    const { DB } = context.env;
    const body = await readJson(context.req.raw, 10_000);
    const { text } = demand(NewComment, body, "invalid_request", "This is no comment.");
    const { site } = await siteOrThrow(DB, context.req.query("site"));
    const version = Number(context.req.param("version"));
    const { id, name } = context.var.user;
    const commenting = {
      site: site.id,
      what: "version.commented",
      about: { kind: "version", id: String(version), name: "" },
      after: { text },
    } as const;
    const comment = await addComment(
      DB,
      { site: site.id, version, atMs: Date.now(), by: { id, name }, text },
      [auditedIfChanged(context, commenting)],
    );
    if (comment === undefined)
      throw new AnswerError("not_found", "There is no such version, or enough was said of it.");
    const answer: Api["POST /versions/:version/comments?site=:site"]["answer"] = {
      comment: commentOf(comment),
    };
    return context.json(answer);
  });

function commentOf({ id, atMs, by, text }: VersionComment): Comment {
  return { id: String(id), at: new Date(atMs).toISOString(), by, text };
}
