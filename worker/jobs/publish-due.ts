import { changesBetween, nameChanges, withChanges } from "../../model/configuration-changes.ts";
import { findingsIn } from "../../model/document-at.ts";
import { changedCoupons } from "../coupon/changed-coupons.ts";
import { tellTermsOf } from "../coupon/tell-terms-of.ts";
import { auditRow, type Deed } from "../store/audit.ts";
import { dropPlanned, listDue, type PlannedPublish, plannedFailed } from "../store/planned-publishes.ts";
import { findSite } from "../store/sites.ts";
import { configurationOf, publish } from "../store/versions.ts";

/** What one run takes on; the others are due in the next minute as well. */
const mostAtOnce = 50;

/**
 * Makes live what was planned for now or before. What does not go live because of what is in it says why, and is not tried
 * again; where something else is in the way, such as storage that is down, the next run tries it.
 */
export async function publishDue(env: Env, nowMs: number): Promise<void> {
  for (const planned of await listDue(env.DB, nowMs, mostAtOnce)) {
    try {
      await publishPlanned(env, planned, nowMs);
    } catch (error) {
      console.error({
        message: "What was planned is not live yet; it is tried again.",
        site: planned.site,
        error: String(error),
      });
    }
  }
}

async function publishPlanned(env: Env, planned: PlannedPublish, nowMs: number): Promise<void> {
  const found = await findSite(env.DB, planned.site);
  if (found === undefined) return;
  const { site, liveVersion } = found;
  const live = await configurationOf(env.DB, site.id, liveVersion);
  const made = withChanges(live, planned.changes);
  const deed = { site: site.id, by: planned.by, atMs: nowMs };
  const published = made.ok
    ? await publish(env, {
        site,
        configuration: made.value,
        over: liveVersion,
        note: planned.note,
        by: planned.by.id,
        nowMs,
        changes: changesBetween(live, made.value),
        also: [dropPlanned(env.DB, planned), auditRow(env.DB, wentLive(deed, planned, liveVersion + 1))],
      })
    : made;
  if (published.ok) {
    const bundle = { site, version: published.version };
    const { coupons } = made.ok ? made.value : live;
    return tellTermsOf(env, bundle, changedCoupons(live.coupons, coupons));
  }
  // Somebody published at this moment: the next run sees what is live then.
  if ("raced" in published) return;
  const problems = findingsIn(made.ok ? made.value : live, published.problems);
  const about = { kind: "version", id: "", name: planned.note };
  await env.DB.batch([
    plannedFailed(env.DB, planned, problems),
    auditRow(env.DB, { ...deed, what: "publish.failed", about, after: { problems } }),
  ]);
}

function wentLive(
  deed: Pick<Deed, "site" | "by" | "atMs">,
  { note, changes, plannedAtMs }: PlannedPublish,
  version: number,
): Deed {
  return {
    ...deed,
    what: "bundle.published",
    about: { kind: "version", id: String(version), name: note },
    after: { changes: nameChanges(changes), plannedAt: new Date(plannedAtMs).toISOString() },
  };
}
