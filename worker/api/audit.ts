import { Hono } from "hono/tiny";
import { demand } from "../answer/read-json.ts";
import { type AuditEntry, listAudit } from "../store/audit.ts";
import type { Api } from "./contract.ts";
import { WantedAudit } from "./contract/audit.ts";
import { cursorOf, numberOf } from "./cursor.ts";
import { onlyFor } from "./only-for.ts";
import type { ApiEnv } from "./signed-in.ts";
import { siteOrThrow } from "./sites.ts";

type Answer = Api["GET /audit?site=:site"]["answer"];

/** Who changed what. */
export const auditRoutes = new Hono<ApiEnv>().get("/", onlyFor("owner", "marketer"), async (context) => {
  const wanted = demand(WantedAudit, context.req.query(), "invalid_request", "The audit has no such part.");
  const { site } = await siteOrThrow(context.env.DB, context.req.query("site"));
  const entries = await listAudit(context.env.DB, {
    sites: context.var.user.role === "owner" ? [site.id, ""] : [site.id],
    by: wanted.by,
    kind: wanted.kind,
    about: wanted.id,
    before: numberOf(wanted.after),
    limit: wanted.limit + 1,
  });
  const shown = entries.slice(0, wanted.limit);
  const goesOn = entries.length > shown.length;
  const answer: Answer = {
    entries: shown.map(entryOf),
    next: goesOn ? cursorOf(shown.at(-1)?.id) : null,
  };
  return context.json(answer);
});

function entryOf({ id, atMs, by, what, about, before, after }: AuditEntry): Answer["entries"][number] {
  return {
    id: String(id),
    at: new Date(atMs).toISOString(),
    by,
    what,
    about,
    before: before === null ? null : { ...before },
    after: after === null ? null : { ...after },
  };
}
