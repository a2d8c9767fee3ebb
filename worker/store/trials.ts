/**
 * Trials and their sums, moved from what each profile told before to what it tells now. These statements run with those
 * of the index, before the index knows of the new version: `newer` says which tellings count.
 *
 * What a profile tells replaces all that it told, but for trials that are older than the events that it keeps. Those
 * that say the same again cost nothing. A profile that is gone has none; what was counted of one that was forgotten
 * stays in the sums, and so does what was counted of a rule that does not compare any more.
 */
const hasEnded = (of: string, rule: string) =>
  `EXISTS (SELECT 1 FROM ended_comparisons AS e WHERE e.site = ${of}.site AND e.rule = ${rule})`;

const changes = `told AS (
  SELECT n.site, n.id AS profile, n.is_gone, n.row -> '$.trials' AS told, n.row ->> '$.trials.list' AS list,
    COALESCE(n.row ->> '$.trials.sinceMs', 0) AS since_ms, COALESCE(n.row ->> 'isForgotten', 0) AS is_forgotten
  FROM newer AS n WHERE n.is_gone OR n.row -> '$.trials' IS NOT NULL
),
before AS (
  SELECT t.site, t.profile, t.rule, t.variant, t.exposed_at_ms, t.day, t.phase_ms, t.dimensions, t.measures, t.outcomes
  FROM told AS n CROSS JOIN trials AS t ON t.site = n.site AND t.profile = n.profile
  WHERE t.exposed_at_ms >= n.since_ms AND (n.is_gone OR NOT ${hasEnded("t", "t.rule")})
),
now AS (
  SELECT n.site, n.profile, t.value ->> 'rule' AS rule, t.value ->> 'variant' AS variant,
    t.value ->> 'exposedAtMs' AS exposed_at_ms, t.value ->> 'day' AS day,
    COALESCE((SELECT MAX(p.from_ms) FROM rule_phases AS p
      WHERE p.site = n.site AND p.rule = t.value ->> 'rule' AND p.from_ms <= t.value ->> 'givenAtMs'), 0) AS phase_ms,
    t.value -> 'dimensions' AS dimensions, n.list AS measures, t.value -> 'outcomes' AS outcomes
  FROM told AS n CROSS JOIN json_each(n.told, '$.trials') AS t
  WHERE NOT EXISTS (SELECT 1 FROM trials AS old
    WHERE old.site = n.site AND old.profile = n.profile AND old.rule = t.value ->> 'rule' AND old.exposed_at_ms < n.since_ms)
    AND NOT ${hasEnded("n", "t.value ->> 'rule'")}
),
taken AS (SELECT * FROM before EXCEPT SELECT * FROM now),
given AS (SELECT * FROM now EXCEPT SELECT * FROM before)`;

export function moveTrials(newer: string): { lists: string; sums: string; remove: string; write: string } {
  const changed = `${newer}, ${changes}`;
  return {
    lists: `${changed}
INSERT INTO measure_lists (site, name, measures)
SELECT DISTINCT site, list, told -> 'measures' FROM told WHERE list IS NOT NULL
ON CONFLICT DO NOTHING`,
    sums: `${changed},
signed AS (
  SELECT 1 AS sign, * FROM given
  UNION ALL
  SELECT -1, t.* FROM taken AS t JOIN told AS n ON n.site = t.site AND n.profile = t.profile 
  WHERE NOT n.is_forgotten AND NOT ${hasEnded("t", "t.rule")}
),
split AS (
  SELECT s.*, '' AS dimension, '' AS value FROM signed AS s
  UNION ALL
  SELECT s.*, d.key, v.value FROM signed AS s, json_each(s.dimensions) AS d,
    json_each(CASE d.type WHEN 'array' THEN d.value ELSE json_array(d.value) END) AS v WHERE s.variant NOT LIKE '~%'
),
counted AS (
  SELECT sign, site, rule, '#' || measures AS measure, dimension, value, day, phase_ms, variant, 0 AS y, 0 AS x FROM split
  UNION ALL
  SELECT s.sign, s.site, s.rule, o.value ->> 'measure', s.dimension, s.value, s.day, s.phase_ms, s.variant,
    o.value ->> 'y', o.value ->> 'x'
  FROM split AS s, json_each(s.outcomes) AS o
),
summed AS (
  SELECT site, rule, measure, dimension, value, day, phase_ms, variant, SUM(sign) AS n, SUM(sign * y) AS y,
    SUM(sign * x) AS x, SUM(sign * CAST(y AS REAL) * y) AS yy, SUM(sign * CAST(x AS REAL) * x) AS xx,
    SUM(sign * CAST(x AS REAL) * y) AS xy
  FROM counted GROUP BY 1, 2, 3, 4, 5, 6, 7, 8
)
INSERT INTO trial_totals (site, rule, measure, dimension, value, day, phase_ms, variant, n, y, x, yy, xx, xy)
SELECT * FROM summed WHERE n <> 0 OR y <> 0 OR x <> 0 OR yy <> 0 OR xx <> 0 OR xy <> 0
ON CONFLICT DO UPDATE SET n = n + excluded.n, y = y + excluded.y, x = x + excluded.x, yy = yy + excluded.yy,
  xx = xx + excluded.xx, xy = xy + excluded.xy`,
    remove: `${changed}
DELETE FROM trials WHERE (site, profile, rule) IN (
  SELECT t.site, t.profile, t.rule FROM taken AS t
  LEFT JOIN given AS g ON g.site = t.site AND g.profile = t.profile AND g.rule = t.rule WHERE g.rule IS NULL
)`,
    write: `${changed}
INSERT INTO trials (site, profile, rule, variant, exposed_at_ms, day, phase_ms, dimensions, measures, outcomes)
SELECT * FROM given WHERE true
ON CONFLICT (site, profile, rule) DO UPDATE SET variant = excluded.variant, exposed_at_ms = excluded.exposed_at_ms,
  day = excluded.day, phase_ms = excluded.phase_ms, dimensions = excluded.dimensions, measures = excluded.measures,
  outcomes = excluded.outcomes`,
  };
}
