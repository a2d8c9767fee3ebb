import { Hono } from "hono/tiny";
import { type DescribeOptions, describeCondition } from "../../model/condition/describe.ts";
import { changesBetween, sameDocument } from "../../model/configuration-changes.ts";
import type { Configuration } from "../../model/configuration.ts";
import { byRank } from "../../model/rank.ts";
import { prioritiesToMove } from "../../model/rule-order.ts";
import type { Rule } from "../../model/rule.ts";
import { resumed } from "../../model/steering/next.ts";
import { sharesOf } from "../../model/steering/shares.ts";
import { steeredRule, type Steerings } from "../../model/steering/steering.ts";
import { AnswerError } from "../answer/error.ts";
import { demand, readJson } from "../answer/read-json.ts";
import {
  configurationFrom,
  findDraft,
  listDrafts,
  prioritiseDraft,
  switchDraft,
  type StoredDraft,
} from "../store/drafts.ts";
import { beginPhase } from "../store/phases.ts";
import { changeSteering, listSteerings, steeringsOf } from "../store/steerings.ts";
import { configurationOf } from "../store/versions.ts";
import { audited, auditedIfChanged } from "./audited.ts";
import type { Api, RulePages, RuleStatus, RuleSummary } from "./contract.ts";
import { Move } from "./contract/rules.ts";
import { Switch } from "./contract/sites.ts";
import { publishOrThrow } from "./publish-or-throw.ts";
import { pagesOfRules } from "./rule-pages.ts";
import type { ApiEnv } from "./signed-in.ts";
import { siteOrThrow } from "./sites.ts";
import { stoppedOf } from "./stopped-of.ts";

/** What rules have beyond other documents: a status that shoppers see, and a switch. */
export const ruleRoutes = new Hono<ApiEnv>()
  .get("/", async (context) => {
    const { site, liveVersion } = await siteOrThrow(context.env.DB, context.req.query("site"));
    const [live, drafts, now] = await Promise.all([
      configurationOf(context.env.DB, site.id, liveVersion),
      listDrafts(context.env.DB, site.id),
      stateOfRules(context.env.DB, site.id),
    ]);
    const configuration = configurationFrom(drafts);
    const names = namesOf(configuration);
    const rank = byRank(configuration.offers);
    const rules = drafts
      .filter((draft): draft is StoredDraft<"rules"> => draft.kind === "rules")
      .map((draft) => summary(draft, live, names, now))
      .sort((a, b) => rank(a.rule, b.rule));
    const answer: Api["GET /rules?site=:site"]["answer"] = { rules };
    return context.json(answer);
  })
  .post("/:id/switch", async (context) => {
    const { DB } = context.env;
    const { on } = demand(
      Switch,
      await readJson(context.req.raw, 1000),
      "invalid_request",
      "on is true or false.",
    );
    const { site, liveVersion } = await siteOrThrow(DB, context.req.query("site"));
    const id = context.req.param("id");
    const draft = await findDraft(DB, site.id, "rules", id);
    if (draft === undefined) throw new AnswerError("not_found", "There is no such rule.");
    const by = context.var.user.id;
    const nowMs = Date.now();
    const live = await configurationOf(DB, site.id, liveVersion);
    const configuration = switched(live, draft.document, on);
    const note = `${draft.document.name} switched ${on ? "on" : "off"}`;
    // Together, so that a publish at the same moment sees both or neither.
    const turning = {
      site: site.id,
      what: "rule.switched",
      about: { kind: "rule", id, name: draft.document.name },
      before: { on: live.rules.find((rule) => rule.id === id)?.on ?? null },
      after: { on, version: liveVersion + 1 },
    } as const;
    const also = [switchDraft(DB, { site: site.id, id, on, by, nowMs }), auditedIfChanged(context, turning)];
    const changes = changesBetween(live, configuration);
    const what = { site, configuration, over: liveVersion, note, by, nowMs, changes, also };
    const version = await publishOrThrow(context.env, what);
    const saved = (await findDraft(DB, site.id, "rules", id)) ?? draft;
    const now = await stateOfRules(DB, site.id);
    const names = namesOf(configurationFrom(await listDrafts(DB, site.id)));
    const rule = summary(saved, configuration, names, now);
    const answer: Api["POST /rules/:id/switch?site=:site"]["answer"] = { version, rule };
    return context.json(answer);
  })
  .post("/:id/resume", async (context) => {
    const { DB } = context.env;
    const { site, liveVersion } = await siteOrThrow(DB, context.req.query("site"));
    const id = context.req.param("id");
    const [live, drafts, steerings] = await Promise.all([
      configurationOf(DB, site.id, liveVersion),
      listDrafts(DB, site.id),
      listSteerings(DB, site.id),
    ]);
    const draft = drafts.find(
      (each): each is StoredDraft<"rules"> => each.kind === "rules" && each.id === id,
    );
    if (draft === undefined) throw new AnswerError("not_found", "There is no such rule.");
    const published = live.rules.find((rule) => rule.id === id);
    const stored = steerings.find(({ rule }) => rule === id);
    if (published === undefined || stored?.steering.stopped === undefined) throw notStopped();
    const nowMs = Date.now();
    const steering = resumed(stored.steering, nowMs);
    const { why, goal = null, variant = null } = stored.steering.stopped;
    const resuming = {
      site: site.id,
      what: "rule.resumed",
      about: { kind: "rule", id, name: published.name },
      before: { why, goal, variant },
    } as const;
    const [changed] = await DB.batch([
      changeSteering(DB, site.id, stored, steering, nowMs),
      beginPhase(DB, { site: site.id, rule: id, nowMs }, sharesOf(steeredRule(published, steering))),
      auditedIfChanged(context, resuming),
    ]);
    if (changed?.meta.changes === 0) throw notStopped();
    const names = namesOf(configurationFrom(drafts));
    const answer: Api["POST /rules/:id/resume?site=:site"]["answer"] = {
      rule: summary(draft, live, names, await stateOfRules(DB, site.id)),
    };
    return context.json(answer);
  })
  .post("/:id/move", async (context) => {
    const { DB } = context.env;
    const body = await readJson(context.req.raw, 1000);
    const { before } = demand(Move, body, "invalid_request", "before is the id of a rule, or null.");
    const { site, liveVersion } = await siteOrThrow(DB, context.req.query("site"));
    const id = context.req.param("id");
    const { rules, offers } = configurationFrom(await listDrafts(DB, site.id));
    const rule = rules.find((each) => each.id === id);
    if (rule === undefined) throw new AnswerError("not_found", "There is no such rule.");
    const changes = prioritiesBefore(rule, before, { rules, rank: byRank(offers) });
    const by = context.var.user.id;
    const nowMs = Date.now();
    const moving = {
      site: site.id,
      what: "rule.moved",
      about: { kind: "rule", id, name: rule.name },
      after: { before, priorities: Object.fromEntries(changes) },
    } as const;
    if (changes.size > 0)
      await DB.batch([
        ...[...changes].map(([changed, priority]) =>
          prioritiseDraft(DB, { site: site.id, id: changed, priority, by, nowMs }),
        ),
        audited(context, moving),
      ]);
    const [live, drafts, now] = await Promise.all([
      configurationOf(DB, site.id, liveVersion),
      listDrafts(DB, site.id),
      stateOfRules(DB, site.id),
    ]);
    const names = namesOf(configurationFrom(drafts));
    const answer: Api["POST /rules/:id/move?site=:site"]["answer"] = {
      rules: drafts
        .filter((draft): draft is StoredDraft<"rules"> => draft.kind === "rules" && changes.has(draft.id))
        .map((draft) => summary(draft, live, names, now)),
    };
    return context.json(answer);
  });

function notStopped(): AnswerError {
  return new AnswerError("conflict", "This rule has not stopped, or somebody let it go on already.");
}

/** What rules are and did just now, beyond what is written in them. */
interface RulesNow {
  pagesOf: (live: Rule) => RulePages;
  steerings: Steerings;
}

async function stateOfRules(db: D1Database, site: string): Promise<RulesNow> {
  const [pagesOf, steerings] = await Promise.all([pagesOfRules(db, site, Date.now()), steeringsOf(db, site)]);
  return { pagesOf, steerings };
}

/** By id, the priorities that bring a rule before another one of its lane. @throws AnswerError where there is no such place. */
function prioritiesBefore(
  rule: Rule,
  before: string | null,
  { rules, rank }: { rules: readonly Rule[]; rank: (a: Rule, b: Rule) => number },
): ReadonlyMap<string, number> {
  const lane = rules.filter((each) => each.lane === rule.lane).sort(rank);
  const others = lane.filter((each) => each !== rule);
  const to = before === null ? others.length : others.findIndex((each) => each.id === before);
  if (to === -1)
    throw new AnswerError("invalid_request", "A rule is moved to before another one of its own lane.");
  const changes = prioritiesToMove(lane, { id: rule.id, to }, rank);
  if (changes === undefined)
    throw new AnswerError(
      "conflict",
      "There are more rules in this lane than priorities to tell them apart.",
    );
  return changes;
}

/** What is live, with this one rule on or off. One that was never live joins as its draft stands. */
function switched(live: Configuration, draft: Rule, on: boolean): Configuration {
  const known = live.rules.some((rule) => rule.id === draft.id);
  const rules = known
    ? live.rules.map((rule) => (rule.id === draft.id ? { ...rule, on } : rule))
    : [...live.rules, { ...draft, on }];
  return { ...live, rules };
}

/** What conditions call by ids. */
function namesOf({ segments, lists }: Configuration): DescribeOptions {
  const byId = (documents: readonly { id: string; name: string }[]) =>
    Object.fromEntries(documents.map(({ id, name }) => [id, name]));
  return { segments: byId(segments), lists: byId(lists) };
}

function summary(
  draft: StoredDraft<"rules">,
  live: Configuration,
  names: DescribeOptions,
  { pagesOf, steerings }: RulesNow,
): RuleSummary {
  const published = live.rules.find(({ id }) => id === draft.id);
  return {
    rule: draft.document,
    who: describeCondition(draft.document.condition, names),
    status: statusOf(published),
    stopped: stoppedOf(steerings.get(draft.id)),
    changed: !sameDocument(draft.document, published ?? null),
    revision: draft.revision,
    updatedAt: new Date(draft.updatedAtMs).toISOString(),
    last24Hours: pagesOf(published ?? draft.document),
  };
}

function statusOf(published: Rule | undefined): RuleStatus {
  if (published === undefined) return "draft";
  if (!published.on) return "off";
  return published.staged === true ? "staged" : "live";
}
