import { mostRemembered, type RuleMemory } from "../../model/rule-memory.ts";
import type { Snapshot } from "../../model/snapshot.ts";

/** What a cap can ask for at most. */
const mostTimes = 20;

/** Where a profile keeps what its visitors were shown, and which variants they have. */
export const ruleMemoryTables = `
  CREATE TABLE IF NOT EXISTS variants (rule TEXT PRIMARY KEY, variant TEXT NOT NULL, at_ms INTEGER NOT NULL);
  CREATE TABLE IF NOT EXISTS shown (rule TEXT NOT NULL, visitor TEXT NOT NULL, at_ms INTEGER NOT NULL, PRIMARY KEY (rule, visitor, at_ms));
`;

/**
 * Keeps what a visitor carries. Of two variants of one rule, the person's first stays. But where the visitor carries
 * what this profile told them (`version` above 0), another variant was given because the first is no more.
 */
export function keepRuleMemory(
  sql: SqlStorage,
  { visitor, version, memory }: Pick<Snapshot, "visitor" | "version" | "memory">,
  nowMs: number,
): void {
  const onConflict = version > 0 ? "UPDATE SET variant = ?2, at_ms = ?3 WHERE variant <> ?2" : "NOTHING";
  for (const [rule, variant] of Object.entries(memory.variants))
    sql.exec(
      `INSERT INTO variants (rule, variant, at_ms) VALUES (?1, ?2, ?3) ON CONFLICT (rule) DO ${onConflict}`,
      rule,
      variant,
      nowMs,
    );
  for (const [rule, timesMs] of Object.entries(memory.shownAtMs)) {
    for (const atMs of timesMs)
      sql.exec(
        "INSERT INTO shown (rule, visitor, at_ms) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        rule,
        visitor,
        atMs,
      );
    sql.exec(
      `DELETE FROM shown WHERE rule = ?1 AND visitor = ?2 AND at_ms NOT IN
       (SELECT at_ms FROM shown WHERE rule = ?1 AND visitor = ?2 ORDER BY at_ms DESC LIMIT ?3)`,
      rule,
      visitor,
      mostTimes,
    );
  }
}

/**
 * What this visitor is to carry from now on.
 * @param carried what they carried with these events: another page may have been shown meanwhile, and a reply that
 *   overtook its cookie may have lost what was shown before; of this visit, what is kept here is added again.
 */
export function ruleMemoryOf(
  sql: SqlStorage,
  visitor: string,
  carried: RuleMemory,
  sessionStartedAtMs: number,
): RuleMemory {
  const kept = Object.entries(shownTo(sql, visitor)).filter(
    ([rule, timesMs]) =>
      Object.hasOwn(carried.shownAtMs, rule) || timesMs.some((atMs) => atMs >= sessionStartedAtMs),
  );
  return {
    variants: variantsOf(sql),
    shownAtMs: Object.fromEntries(kept),
    shownElsewhereAtMs: shownElsewhere(sql, visitor),
    dismissedAtMs: dismissals(sql),
  };
}

function variantsOf(sql: SqlStorage): RuleMemory["variants"] {
  const rows = sql.exec<{ rule: string; variant: string }>(
    "SELECT rule, variant FROM (SELECT * FROM variants ORDER BY at_ms DESC, rule LIMIT ?) ORDER BY at_ms, rule",
    mostRemembered,
  );
  return Object.fromEntries([...rows].map(({ rule, variant }) => [rule, variant]));
}

/** What the profile itself knows that this visitor was shown. */
export function shownTo(sql: SqlStorage, visitor: string): RuleMemory["shownAtMs"] {
  return byRule(
    sql.exec<ShownRow>(
      "SELECT rule, at_ms FROM shown WHERE visitor = ? ORDER BY at_ms DESC LIMIT ?",
      visitor,
      mostRemembered * mostTimes,
    ),
  );
}

function shownElsewhere(sql: SqlStorage, visitor: string): RuleMemory["shownElsewhereAtMs"] {
  return byRule(
    sql.exec<ShownRow>(
      "SELECT rule, at_ms FROM shown WHERE visitor <> ? ORDER BY at_ms DESC LIMIT ?",
      visitor,
      mostRemembered * mostTimes,
    ),
  );
}

interface ShownRow extends Record<string, SqlStorageValue> {
  rule: string;
  at_ms: number;
}

/** @param rows the latest first. */
function byRule(rows: Iterable<ShownRow>): Record<string, number[]> {
  const shown = new Map<string, number[]>();
  for (const { rule, at_ms } of rows) {
    const timesMs = shown.get(rule);
    if (timesMs !== undefined && timesMs.length < mostTimes) timesMs.unshift(at_ms);
    else if (timesMs === undefined && shown.size < mostRemembered) shown.set(rule, [at_ms]);
  }
  return Object.fromEntries(shown);
}

/** From the snippet's own event, in which a shopper closes an offer. */
function dismissals(sql: SqlStorage): RuleMemory["dismissedAtMs"] {
  const rows = sql.exec<{ rule: string; at_ms: number }>(
    `SELECT json_extract(params, '$.rule') AS rule, MAX(time_ms) AS at_ms FROM events
     WHERE name = 'ew_dismissed' AND json_type(params, '$.rule') = 'text' GROUP BY 1 ORDER BY 2 DESC LIMIT ?`,
    mostRemembered,
  );
  return Object.fromEntries([...rows].map(({ rule, at_ms }) => [rule, at_ms]));
}
