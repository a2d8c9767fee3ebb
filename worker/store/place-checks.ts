import { localTime, momentOf } from "../../model/local-time.ts";
import type { Site } from "../../model/site.ts";
import { findSite } from "./sites.ts";

/** What the edge knows of an element that a live rule is about, on one page. */
export interface PlaceFinding {
  rule: string;
  page: string;
  selector: string;
  /** How many elements it meant when the page was last seen; `null`: it never was. */
  found: number | null;
  /** It is not there, and was, or should be. */
  isLost: boolean;
}

const dayMs = 24 * 60 * 60_000;

/** The next 3 o'clock at night, by the shop's clock. */
export function nextNight(nowMs: number, timeZone: string): number {
  const tonight = (atMs: number) => momentOf(`${localTime(atMs, timeZone).date}T03:00`, timeZone);
  const next = tonight(nowMs);
  return next > nowMs ? next : tonight(nowMs + dayMs);
}

/**
 * Takes the next site whose places are to be looked for: one with a version that was not looked at yet, or whose night has
 * come. It is not taken again before the next night or version, whatever becomes of it.
 */
export async function takeDueCheck(db: D1Database, nowMs: number): Promise<Site | undefined> {
  const due = await db
    .prepare(
      `SELECT id, live_version AS version FROM sites LEFT JOIN place_checks ON site = id
       WHERE live_version > 0 AND is_on = 1 AND (asked_version IS NOT live_version OR due_at_ms <= ?)
       ORDER BY due_at_ms LIMIT 1`,
    )
    .bind(nowMs)
    .first<{ id: string; version: number }>();
  const found = due === null ? undefined : await findSite(db, due.id);
  if (due === null || found === undefined) return undefined;
  await db
    .prepare(
      `INSERT INTO place_checks (site, asked_version, due_at_ms, is_asked) VALUES (?1, ?2, ?3, 1)
       ON CONFLICT (site) DO UPDATE SET asked_version = ?2, due_at_ms = ?3, is_asked = 1`,
    )
    .bind(due.id, due.version, nextNight(nowMs, found.site.timeZone))
    .run();
  return found.site;
}

/** Begins what was asked for, once. @returns what was found the last time; `undefined` where nothing was asked for. */
export async function beginCheck(db: D1Database, site: string): Promise<PlaceFinding[] | undefined> {
  const begun = await db
    .prepare("UPDATE place_checks SET is_asked = 0 WHERE site = ? AND is_asked = 1 RETURNING findings")
    .bind(site)
    .first<{ findings: string | null }>();
  if (begun === null) return undefined;
  return begun.findings === null ? [] : (JSON.parse(begun.findings) as PlaceFinding[]);
}

export async function saveFindings(
  db: D1Database,
  site: string,
  version: number,
  findings: readonly PlaceFinding[],
): Promise<void> {
  await db
    .prepare("UPDATE place_checks SET found_version = ?2, findings = ?3 WHERE site = ?1")
    .bind(site, version, JSON.stringify(findings))
    .run();
}

/** What is lost of the version that is live; of one that was not looked at yet, nothing is known. */
export async function lostPlaces(db: D1Database, site: string): Promise<PlaceFinding[]> {
  const text = await db
    .prepare(
      "SELECT findings FROM place_checks JOIN sites ON id = site WHERE site = ? AND found_version = live_version",
    )
    .bind(site)
    .first<string>("findings");
  return text === null ? [] : (JSON.parse(text) as PlaceFinding[]).filter(({ isLost }) => isLost);
}
