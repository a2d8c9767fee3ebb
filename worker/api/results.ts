import type { Context } from "hono";
import { Hono } from "hono/tiny";
import { wholeSite } from "../../model/exposure-event.ts";
import { compares } from "../../model/judged.ts";
import { localTime } from "../../model/local-time.ts";
import { AnswerError } from "../answer/error.ts";
import { demand } from "../answer/read-json.ts";
import { endedComparison, endedComparisons } from "../store/ended-comparisons.ts";
import type { StoredSite } from "../store/sites.ts";
import { summariseTotals } from "../store/read-totals.ts";
import { configurationOf } from "../store/versions.ts";
import type { Api, ResultReport } from "./contract.ts";
import { WantedResult } from "./contract/results.ts";
import { allOfIt, goalsOf, readRule } from "./judged-rules.ts";
import { resultCsv } from "./result-csv.ts";
import { gistOf, type Reading, resultReport } from "./result-report.ts";
import type { ApiEnv } from "./signed-in.ts";
import { siteOrThrow } from "./sites.ts";
import { steeredOf } from "./steered-of.ts";
import { stoppedOf } from "./stopped-of.ts";
import { steeringsOf } from "../store/steerings.ts";

/** What rules earned. */
export const resultRoutes = new Hono<ApiEnv>()
  .get("/", async (context) => {
    const { DB } = context.env;
    const { site, liveVersion } = await siteOrThrow(DB, context.req.query("site"));
    const configuration = await configurationOf(DB, site.id, liveVersion);
    const published = configuration.rules.filter(compares);
    const nowMs = Date.now();
    const today = localTime(nowMs, site.timeZone).date;
    const all = allOfIt(site.name);
    const rules = [all, ...published.map((rule) => readRule(configuration, rule))];
    const wanted = rules.map(({ id, goal, guardrails }) => ({
      rule: id,
      goals: [goal.goal, ...guardrails.map((each) => each.goal)],
    }));
    const [{ lists, byRule }, ended, steerings] = await Promise.all([
      summariseTotals(DB, { site: site.id, rules: wanted, today }),
      endedComparisons(DB, site.id),
      steeringsOf(DB, site.id),
    ]);
    const names = new Map(configuration.rules.map(({ id, name }) => [id, name]));
    const [gistOfAll, ...gists] = rules.map((rule) =>
      gistOf(
        { all: [], phases: new Map(), ...byRule.get(rule.id), lists },
        { site, configuration, rule, nowMs },
      ),
    );
    if (gistOfAll === undefined) throw new Error("There is always all of it.");
    const answer: Api["GET /reports/results?site=:site"]["answer"] = {
      currency: site.currency,
      all: gistOfAll,
      rules: published.flatMap(({ id, name, on, staged }, index) => {
        const gist = gists[index];
        const status = on ? (staged === true ? "staged" : "live") : "off";
        return gist === undefined
          ? []
          : [{ id, name, status, stopped: stoppedOf(steerings.get(id)), ...gist }];
      }),
      ended: ended.map(({ id, name, endedAtMs }) => ({
        id,
        name: names.get(id) ?? name,
        at: new Date(endedAtMs).toISOString(),
        isPublished: names.has(id),
      })),
    };
    return context.json(answer);
  })
  .get("/:rule", async (context) => {
    const answer: Api["GET /reports/results/:rule?site=:site"]["answer"] = await asked(context);
    return context.json(answer);
  })
  .get("/:rule/csv", async (context) => {
    const report = await asked(context);
    // An id can hold a colon, which file names cannot everywhere.
    const name = `result-${report.rule.id.replace(":", "-")}.csv`;
    return new Response(resultCsv(report), {
      headers: {
        "content-type": "text/csv; charset=utf-8",
        "content-disposition": `attachment; filename="${name}"`,
      },
    });
  });

async function asked(context: Context<ApiEnv>): Promise<ResultReport> {
  const { req, env } = context;
  const wanted = demand(WantedResult, req.query(), "invalid_request", "This is no part of a result.");
  const stored = await siteOrThrow(env.DB, req.query("site"));
  return publishedResult(env.DB, stored, req.param("rule") ?? "", wanted);
}

/** @throws AnswerError `not_found` where no such rule was published, `invalid_request` where there is no such goal. */
export async function publishedResult(
  db: D1Database,
  stored: StoredSite,
  id: string,
  { goal: goalId, ...wanted }: WantedResult,
): Promise<ResultReport> {
  const [read, steerings] = await Promise.all([readingOf(db, stored, id), steeringsOf(db, stored.site.id)]);
  const { rule, configuration } = read;
  const goal = goalId === undefined ? rule.goal : goalsOf(configuration).find((each) => each.goal === goalId);
  if (goal === undefined) throw new AnswerError("invalid_request", "This site has no such goal.");
  const steering = read.ended === null ? steerings.get(id) : undefined;
  const nowMs = Date.now();
  const published = configuration.rules.find((each) => each.id === id);
  const steered = steeredOf(published, steering, { nowMs, timeZone: stored.site.timeZone });
  return resultReport(db, { ...read, stopped: stoppedOf(steering), steered, nowMs }, goal, wanted);
}

/** A rule as it is published; of one that compares no more, as it was when it did. */
async function readingOf(
  db: D1Database,
  { site, liveVersion }: StoredSite,
  id: string,
): Promise<Omit<Reading, "stopped" | "steered" | "nowMs">> {
  const configuration = await configurationOf(db, site.id, liveVersion);
  if (id === wholeSite) return { site, configuration, rule: allOfIt(site.name), ended: null };
  const published = configuration.rules.find((each) => each.id === id);
  const ended =
    published !== undefined && compares(published) ? undefined : await endedComparison(db, site.id, id);
  if (ended !== undefined) {
    const { version, attribution, currency, endedAtMs } = ended;
    const then = await configurationOf(db, site.id, version);
    const known = then.rules.find((each) => each.id === id);
    if (known !== undefined)
      return {
        site: { ...site, attribution, currency },
        configuration: then,
        rule: { ...readRule(then, known), name: published?.name ?? ended.name },
        ended: { at: new Date(endedAtMs).toISOString(), isPublished: published !== undefined },
      };
  }
  if (published === undefined) throw new AnswerError("not_found", "No rule of this id was ever compared.");
  return { site, configuration, rule: readRule(configuration, published), ended: null };
}
