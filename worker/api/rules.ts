import { Hono } from "hono/tiny";
import { type DescribeOptions, describeCondition } from "../../model/condition/describe.ts";
import type { Configuration } from "../../model/configuration.ts";
import { byRank } from "../../model/rank.ts";
import type { Rule } from "../../model/rule.ts";
import { AnswerError } from "../answer/error.ts";
import { demand, readJson } from "../answer/read-json.ts";
import { configurationFrom, findDraft, listDrafts, switchDraft, type StoredDraft } from "../store/drafts.ts";
import { configurationOf } from "../store/versions.ts";
import { auditedIfChanged } from "./audited.ts";
import type { Api, RulePages, RuleStatus, RuleSummary } from "./contract.ts";
import { Switch } from "./contract/sites.ts";
import { sameDocument } from "./documents.ts";
import { publishOrThrow } from "./publish-or-throw.ts";
import { pagesOfRules } from "./rule-pages.ts";
import type { ApiEnv } from "./signed-in.ts";
import { siteOrThrow } from "./sites.ts";

/** What rules have beyond other documents: a status that shoppers see, and a switch. */
export const ruleRoutes = new Hono<ApiEnv>()
  .get("/", async (context) => {
    const { site, liveVersion } = await siteOrThrow(context.env.DB, context.req.query("site"));
    const [live, drafts, pagesOf] = await Promise.all([
      configurationOf(context.env.DB, site.id, liveVersion),
      listDrafts(context.env.DB, site.id),
      pagesOfRules(context.env.DB, site.id, Date.now()),
    ]);
    const configuration = configurationFrom(drafts);
    const names = namesOf(configuration);
    const rank = byRank(configuration.offers);
    const rules = drafts
      .filter((draft): draft is StoredDraft<"rules"> => draft.kind === "rules")
      .map((draft) => summary(draft, live, names, pagesOf))
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
    const what = { site, configuration, over: liveVersion, note, by, nowMs, also };
    const version = await publishOrThrow(context.env, what);
    const saved = (await findDraft(DB, site.id, "rules", id)) ?? draft;
    const pagesOf = await pagesOfRules(DB, site.id, nowMs);
    const names = namesOf(configurationFrom(await listDrafts(DB, site.id)));
    const rule = summary(saved, configuration, names, pagesOf);
    const answer: Api["POST /rules/:id/switch?site=:site"]["answer"] = { version, rule };
    return context.json(answer);
  });

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
  pagesOf: (live: Rule) => RulePages,
): RuleSummary {
  const published = live.rules.find(({ id }) => id === draft.id);
  return {
    rule: draft.document,
    who: describeCondition(draft.document.condition, names),
    status: statusOf(published),
    changed: !sameDocument(draft.document, published ?? null),
    revision: draft.revision,
    updatedAt: new Date(draft.updatedAtMs).toISOString(),
    last24Hours: pagesOf(published ?? draft.document),
  };
}

function statusOf(published: Rule | undefined): RuleStatus {
  if (published === undefined) return "draft";
  return published.on ? "live" : "off";
}
