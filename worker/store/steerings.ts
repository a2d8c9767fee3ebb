import { check } from "../../model/problem.ts";
import { Steering, type Steerings } from "../../model/steering/steering.ts";

/**
 * How the rules of the site `?1` are steered, as one text for {@link steeringsIn}: part of another query, which costs no
 * wait of its own. Each is a text in it, so that one that is malformed takes no other with it.
 */
export const selectSteerings = `(SELECT json_group_object(rule, steering) FROM rule_steering WHERE site = ?1)`;

/** @param text as {@link selectSteerings} gives it. What is malformed in it is logged and passed over. */
export function steeringsIn(text: string): Steerings {
  const found = Object.entries(JSON.parse(text) as Record<string, string>).flatMap(([rule, one]) => {
    const steering = steeringIn(rule, one);
    return steering === undefined ? [] : [[rule, steering] as const];
  });
  return new Map(found);
}

function steeringIn(rule: string, text: string): Steering | undefined {
  const checked = check(Steering, parsed(text));
  if (checked.ok) return checked.value;
  const message = "The steering of a rule is malformed; the rule is as it was published.";
  console.error({ message, rule, problems: checked.problems });
  return undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** How a rule is steered, and when that was written down. */
export interface StoredSteering {
  rule: string;
  steering: Steering;
  atMs: number;
}

/** How the rules of a site are steered. */
export async function listSteerings(db: D1Database, site: string): Promise<StoredSteering[]> {
  const { results } = await db
    .prepare("SELECT rule, steering, at_ms AS atMs FROM rule_steering WHERE site = ?")
    .bind(site)
    .all<{ rule: string; steering: string; atMs: number }>();
  return results.flatMap(({ rule, steering: text, atMs }) => {
    const steering = steeringIn(rule, text);
    return steering === undefined ? [] : [{ rule, steering, atMs }];
  });
}

/** The same, by rule. */
export async function steeringsOf(db: D1Database, site: string): Promise<Steerings> {
  return new Map((await listSteerings(db, site)).map(({ rule, steering }) => [rule, steering]));
}

/** The sites with rules that are steered, and that are not switched off. */
export async function listSteeredSites(db: D1Database): Promise<string[]> {
  const { results } = await db
    .prepare("SELECT id FROM sites WHERE is_on = 1 AND id IN (SELECT site FROM rule_steering)")
    .all<{ id: string }>();
  return results.map(({ id }) => id);
}

/** Steers a rule otherwise, unless somebody else did since it was read. */
export function changeSteering(
  db: D1Database,
  site: string,
  { rule, atMs }: StoredSteering,
  steering: Steering,
  nowMs: number,
): D1PreparedStatement {
  return db
    .prepare(
      "UPDATE rule_steering SET steering = ?4, at_ms = ?5 WHERE site = ?1 AND rule = ?2 AND at_ms = ?3",
    )
    .bind(site, rule, atMs, JSON.stringify(steering), nowMs);
}

/**
 * Writes down how the rules of a site are steered from now on, all others not at all.
 * @param steerings as `steeringsAfter` gives them
 */
export function saveSteerings(
  db: D1Database,
  site: string,
  steerings: ReadonlyMap<string, Steering | undefined>,
  nowMs: number,
): D1PreparedStatement[] {
  const begun = [...steerings].filter(([, steering]) => steering !== undefined);
  return [
    db
      .prepare("DELETE FROM rule_steering WHERE site = ?1 AND rule NOT IN (SELECT value FROM json_each(?2))")
      .bind(site, JSON.stringify([...steerings.keys()])),
    db
      .prepare(
        `INSERT INTO rule_steering (site, rule, steering, at_ms)
         SELECT ?1, key, value, ?3 FROM json_each(?2) WHERE TRUE
         ON CONFLICT (site, rule) DO UPDATE SET steering = excluded.steering, at_ms = excluded.at_ms`,
      )
      .bind(site, JSON.stringify(Object.fromEntries(begun)), nowMs),
  ];
}
