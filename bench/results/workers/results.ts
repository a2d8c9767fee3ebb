/**
 * The dashboard's script as it is, and on `http://bench.localhost/` what fills its database and moves its sums: by the
 * same code that takes what profiles tell from the queue.
 */
import api from "../../../worker/api-worker.ts";
import { saveProfiles } from "../../../worker/store/profile-index.ts";
import { costOf } from "../../profiles/workers/cost-of.ts";
import type { Asked } from "../asked.ts";
import { configuration, shares, site } from "../shop.ts";
import { days, idOf, list, madeUpRow, madeUpTrial, measures, phasesMs, rule } from "./made-up-person.ts";
import { sumsOf } from "./sums.ts";

const nowMs = Date.UTC(2026, 10, 22);
/** D1 takes texts of 2 MB. */
const rowsAtOnce = 2000;

export default {
  ...api,
  async fetch(request, env, context) {
    const { hostname, pathname, searchParams } = new URL(request.url);
    if (hostname !== "bench.localhost") return api.fetch(request, env, context);
    const number = (name: string) => Number(searchParams.get(name));
    const { DB } = env;
    const answers: { [Path in keyof Asked]: () => Promise<Asked[Path]> } = {
      "/check": () => check(DB, number("people")),
      "/fill": () => fill(DB, number("day"), number("people")),
      "/spread": () => spread(DB),
      "/tell": () => tell(DB, number("version"), number("people")),
      "/recompute": () => recompute(DB),
    };
    return Response.json(await answers[pathname as keyof Asked]());
  },
} satisfies ExportedHandler<ApiWorkerEnv>;

async function check(db: D1Database, people: number): Promise<Asked["/check"]> {
  const of = "checked";
  await writePhases(db, of);
  const trials = Array.from({ length: people }, (_, index) => madeUpTrial((index * 7) % days, index));
  const rows = trials.map((trial, index) => madeUpRow(of, idOf(0, index), 1, trial));
  // First without what they did, so that the second telling moves sums.
  const before = rows.map((row, index) => {
    const [trial] = row.trials?.trials ?? [];
    if (row.trials === undefined || trial === undefined || index % 2 === 0) return row;
    return { ...row, version: 0, trials: { ...row.trials, trials: [{ ...trial, outcomes: [] }] } };
  });
  await saveProfiles(db, before, nowMs);
  await saveProfiles(db, rows, nowMs);
  const { results } = await db
    .prepare(
      `SELECT rule, measure, dimension, value, day, phase_ms, variant, n, y, x, yy, xx, xy
       FROM trial_totals WHERE site = ?`,
    )
    .bind(of)
    .all();
  const expected = new Set(sumsOf(trials).map((row) => JSON.stringify(row)));
  const found = results.map((row) => JSON.stringify(Object.values(row)));
  const common = found.filter((row) => expected.has(row)).length;
  return { rows: found.length, different: expected.size + found.length - 2 * common };
}

async function fill(db: D1Database, day: number, people: number): Promise<Asked["/fill"]> {
  if (day === 0) {
    await writePhases(db, site.id);
    await db
      .prepare("INSERT INTO measure_lists VALUES (?, ?, ?)")
      .bind(site.id, list, JSON.stringify(measures.map(({ id }) => id)))
      .run();
  }
  const trials = Array.from({ length: people }, (_, index) => madeUpTrial(day, index));
  const rows = sumsOf(trials);
  const columns = Array.from({ length: 13 }, (_, at) => `value ->> ${at}`).join(", ");
  await db.batch([
    ...pieces(rows).map((piece) =>
      db
        .prepare(`INSERT INTO trial_totals SELECT ?, ${columns} FROM json_each(?)`)
        .bind(site.id, JSON.stringify(piece)),
    ),
    ...pieces(trials.map((trial, index) => [idOf(day, index), trial] as const)).map((piece) =>
      db
        .prepare(
          `INSERT INTO trials SELECT ?1, value ->> 0, value ->> '$[1].rule', value ->> '$[1].variant',
             value ->> '$[1].exposedAtMs', value ->> '$[1].day',
             (SELECT MAX(from_ms) FROM rule_phases WHERE site = ?1 AND rule = value ->> '$[1].rule'
               AND from_ms <= value ->> '$[1].givenAtMs'),
             value -> '$[1].dimensions', ?2, value -> '$[1].outcomes'
           FROM json_each(?3)`,
        )
        .bind(site.id, list, JSON.stringify(piece)),
    ),
  ]);
  const outcomes = trials.reduce((sum, trial) => sum + trial.outcomes.length, 0);
  return { people, outcomes, rows: rows.length };
}

/** Others have the same sums of everybody, and all of Edgewise of segments, too: what they are read by is their number. */
async function spread(db: D1Database): Promise<Asked["/spread"]> {
  const others = configuration.rules.map(({ id }) => id).filter((id) => id !== rule);
  const copy = (to: string, which: string) =>
    db
      .prepare(
        `INSERT INTO trial_totals SELECT site, ?, measure, dimension, value, day, phase_ms,
           CASE WHEN ?1 != 'site:all' THEN variant WHEN variant = 'held-out' THEN 'held-out' ELSE 'treated' END,
           SUM(n), SUM(y), SUM(x), SUM(yy), SUM(xx), SUM(xy)
         FROM trial_totals WHERE site = ? AND rule = ? AND ${which} GROUP BY 1, 2, 3, 4, 5, 6, 7, 8`,
      )
      .bind(to, site.id, rule);
  for (const to of others) await copy(to, "dimension = ''").run();
  await copy("site:all", "dimension = ''").run();
  const { results, meta } = await db
    .prepare("SELECT COUNT(*) AS rows FROM trial_totals")
    .all<{ rows: number }>();
  return { rows: results[0]?.rows ?? 0, bytes: meta.size_after };
}

/** People of today, as a batch of the queue brings them. From their second version on, each has bought something more. */
async function tell(db: D1Database, version: number, people: number): Promise<Asked["/tell"]> {
  const rows = Array.from({ length: people }, (_, index) => {
    const trial = madeUpTrial(days - 1, 10_000_000 + index);
    const outcomes = measures
      .filter(({ counts }) => counts === "net" || counts === "ratio")
      .map(({ id, counts }) => ({ measure: id, y: version * 1000, x: counts === "ratio" ? version : 0 }));
    const others = trial.outcomes.filter(({ measure }) => measure.startsWith("goal-"));
    const after = { ...trial, outcomes: [...others, ...outcomes] };
    return madeUpRow(site.id, idOf(-1, index), version, version === 0 ? trial : after);
  });
  return { rowsWritten: await costOf(db, rows, nowMs) };
}

async function recompute(db: D1Database): Promise<Asked["/recompute"]> {
  const revenue = measures.find(({ goal }) => goal === "revenue")?.id ?? "";
  const { results } = await db
    .prepare(
      `SELECT t.variant, COUNT(*) AS people, SUM(o.y) / 100.0 AS total, SUM(o.y * o.y) AS yy, SUM(o.x * o.y) AS xy
       FROM trials AS t LEFT JOIN (
         SELECT t.profile, o.value ->> 'y' AS y, o.value ->> 'x' AS x FROM trials AS t, json_each(t.outcomes) AS o
         WHERE t.site = ?1 AND t.rule = ?2 AND o.value ->> 'measure' = ?3
       ) AS o ON o.profile = t.profile
       WHERE t.site = ?1 AND t.rule = ?2 GROUP BY t.variant ORDER BY t.variant`,
    )
    .bind(site.id, rule, revenue)
    .all<{ variant: string; people: number; total: number }>();
  return results.map(({ variant, people, total }) => ({ variant, people, total }));
}

async function writePhases(db: D1Database, of: string): Promise<void> {
  await db.batch(
    phasesMs.map((fromMs) =>
      db
        .prepare("INSERT INTO rule_phases VALUES (?, ?, ?, ?)")
        .bind(of, rule, fromMs, JSON.stringify(shares)),
    ),
  );
}

function pieces<T>(all: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(all.length / rowsAtOnce) }, (_, at) =>
    all.slice(at * rowsAtOnce, (at + 1) * rowsAtOnce),
  );
}
