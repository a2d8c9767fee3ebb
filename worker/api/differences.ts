import { Hono } from "hono/tiny";
import { changesBetween, type DocumentChange, nameChanges } from "../../model/configuration-changes.ts";
import type { Configuration } from "../../model/configuration.ts";
import { demand } from "../answer/read-json.ts";
import { differenceOf } from "../store/difference.ts";
import type { Api, DetailedChange } from "./contract.ts";
import { Compared } from "./contract/publish.ts";
import { type Drafted, draftedOf } from "./drafted.ts";
import type { ApiEnv } from "./signed-in.ts";
import { toldOf } from "./told-of.ts";
import { versionOrThrow } from "./version-or-throw.ts";

/** More than anybody reads at once. */
const mostChanges = 500;

/** What makes one configuration of another. */
export const differenceRoutes = new Hono<ApiEnv>().get("/", async (context) => {
  const { DB } = context.env;
  const { from, to } = demand(Compared, context.req.query(), "invalid_request", "This cannot be compared.");
  const drafted = await draftedOf(DB, context.req.query("site"));
  const [before, after] = await Promise.all([stand(DB, drafted, from), stand(DB, drafted, to)]);
  const changes = changesBetween(before, after);
  const answer: Api["GET /differences?site=:site"]["answer"] = {
    changes: changes.slice(0, mostChanges).map(detailed),
    more: Math.max(0, changes.length - mostChanges),
  };
  return context.json(answer);
});

async function stand(db: D1Database, drafted: Drafted, which: string): Promise<Configuration> {
  if (which === "drafts") return drafted.configuration;
  if (which === "live") return drafted.live;
  return versionOrThrow(db, drafted, which);
}

function detailed(change: DocumentChange): DetailedChange {
  const [named] = nameChanges([change]);
  const [was, is] = [change.before, change.after].map((document) =>
    document === null ? null : toldOf(document),
  );
  const { before, after } = differenceOf(was ?? null, is ?? null);
  if (named === undefined) throw new Error("A change has a name.");
  return { ...named, before, after };
}
