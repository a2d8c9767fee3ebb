import { momentOf } from "../../model/local-time.ts";
import type { CouponLedger, RuleSummary, SiteSummary } from "../../worker/api/contract.ts";
import { heard } from "../api/in-words.ts";
import { locale } from "../text/language.ts";
import { describeMoment } from "../text/moment.ts";
import type { HomeSources } from "./load-home.ts";
import { t } from "./messages.ts";

/** Something that somebody should look at. */
export interface Attention {
  /** What it is, and what it is about. */
  id: string;
  /** `bad`: shoppers or figures suffer now. */
  tone: "bad" | "warn";
  text: string;
  /** What mends it, and where: a path of the dashboard, or `#…` for what stands on every screen. */
  fix: string;
  href: string;
}

const hourMs = 60 * 60_000;
const dayMs = 24 * hourMs;
/** Fewer pages say nothing. */
const enoughPages = 20;

/** All that needs attention, what hurts first. @param now as ms since 1970. */
export function attentionOf(site: SiteSummary, sources: HomeSources, nowMs: number): Attention[] {
  const all = [
    ...ofStopped(sources),
    ...ofSite(site, sources),
    ...ofPlan(site, sources, nowMs),
    ...ofRules(sources, nowMs),
    ...ofDoubts(sources),
    ...ofCoupons(site, sources, nowMs),
    ...ofEvents(sources),
    ...ofDrafts(sources),
  ];
  return [...all.filter(({ tone }) => tone === "bad"), ...all.filter(({ tone }) => tone === "warn")];
}

function ofSite({ on }: SiteSummary, { live }: HomeSources): Attention[] {
  if (!on) return [{ id: "off", tone: "bad", text: t("off"), fix: t("off_fix"), href: "#publishing" }];
  if (live === undefined || live.heardAt !== null) return [];
  if (live.views > 0)
    return [
      {
        id: "notHeard",
        tone: "bad",
        text: t("notHeard", { count: live.views }),
        fix: t("notHeard_fix"),
        href: "/install",
      },
    ];
  if (live.hasProfiles) return [];
  return [
    { id: "neverHeard", tone: "warn", text: t("neverHeard"), fix: t("neverHeard_fix"), href: "/install" },
  ];
}

/** Nobody sees these any more, and nobody switched them off. */
function ofStopped({ rules = [] }: HomeSources): Attention[] {
  return rules.flatMap(({ rule: { id, name }, stopped }): Attention[] => {
    if (stopped === null) return [];
    const text = t(`stopped_${stopped.why}`, { name });
    return [{ id: `stopped ${id}`, tone: "bad", text, fix: t("stopped_fix"), href: "/rules" }];
  });
}

/** What was to go live by itself, and did not. */
function ofPlan({ timeZone }: SiteSummary, { pending }: HomeSources, nowMs: number): Attention[] {
  const planned = pending?.planned ?? null;
  if (planned === null || planned.problems === null) return [];
  const when = describeMoment(planned.at, timeZone, new Date(nowMs));
  const problem = planned.problems[0]?.message ?? "";
  const text = t("planFailed", { name: planned.by.name, when, problem });
  return [{ id: "planFailed", tone: "bad", text, fix: t("planFailed_fix"), href: "#publishing" }];
}

function ofRules({ rules = [], live }: HomeSources, nowMs: number): Attention[] {
  const isVisited = (live?.visitors ?? 0) > 0;
  return rules
    .filter(({ status, stopped }) => status === "live" && stopped === null)
    .flatMap((summary): Attention[] => {
      const { rule, last24Hours, updatedAt } = summary;
      const href = `/rules/${encodeURIComponent(rule.id)}`;
      const name = rule.name;
      const lost = Math.max(0, ...last24Hours.undone.map((change) => change.lost));
      if (lost > 0)
        return [
          {
            id: `undone ${rule.id}`,
            tone: "bad",
            text: t("undone", { name, count: lost }),
            fix: t("undone_fix"),
            href: "/rules",
          },
        ];
      const [missing] = last24Hours.missing;
      if (missing !== undefined)
        return [
          {
            id: `missing ${rule.id}`,
            tone: "bad",
            text: t("missing", { name, selector: missing.selector, page: missing.page }),
            fix: t("missing_fix"),
            href: `${href}/page`,
          },
        ];
      const { decided, seen } = last24Hours;
      if (decided >= enoughPages && seen === 0)
        return [
          {
            id: `neverSeen ${rule.id}`,
            tone: "bad",
            text: t("neverSeen", { name, count: decided }),
            fix: t("neverSeen_fix"),
            href,
          },
        ];
      const isOld = nowMs - Date.parse(updatedAt) > dayMs;
      if (decided > 0 || !isOld || !isVisited || !isDue(summary, nowMs)) return [];
      return [
        {
          id: `neverReached ${rule.id}`,
          tone: "warn",
          text: t("neverReached", { name }),
          fix: t("neverReached_fix"),
          href,
        },
      ];
    });
}

/** Whether the rule's time may have come. */
function isDue({ rule: { schedule } }: RuleSummary, nowMs: number): boolean {
  if (schedule === null) return true;
  const from = schedule.from === null ? -Infinity : momentOf(schedule.from, schedule.timeZone ?? "UTC");
  const until = schedule.until === null ? Infinity : momentOf(schedule.until, schedule.timeZone ?? "UTC");
  // Give or take the hours between time zones.
  return from < nowMs - 2 * dayMs && nowMs < until;
}

/** What publishing would warn of, and is live with all the same. */
function ofDoubts({ pending, rules = [] }: HomeSources): Attention[] {
  const seen = new Set<string>();
  return (pending?.warnings ?? []).flatMap(({ rule, code, message }): Attention[] => {
    const summary = rules.find((one) => one.rule.id === rule);
    const id = `doubtful ${rule} ${code}`;
    if (summary?.status !== "live" || seen.has(id)) return [];
    seen.add(id);
    const text = t("doubtful", { name: summary.rule.name, problem: heard.inWords(message) });
    const href = `/rules/${encodeURIComponent(rule)}`;
    return [{ id, tone: "warn", text, fix: t("doubtful_fix"), href }];
  });
}

function ofCoupons(site: SiteSummary, { coupons = [], ledgers }: HomeSources, nowMs: number): Attention[] {
  const byId = new Map(ledgers?.coupons.map(({ id, ledger }) => [id, ledger]));
  const found = coupons.flatMap(({ document, live }): Attention[] => {
    // What shoppers have is what is published.
    if (live === null) return [];
    const { id, name, limits, budget, schedule } = live;
    const href = `/coupons/${encodeURIComponent(document.id)}`;
    const about = (
      what: "spent" | "nearlySpent" | "budget" | "ends" | "ended" | "stock",
      tone: Attention["tone"],
      text: string,
    ): Attention[] => [{ id: `${what} ${id}`, tone, text, fix: t(`${what}_fix`), href }];
    const endMs =
      schedule.until === null ? Infinity : momentOf(schedule.until, schedule.timeZone ?? site.timeZone);
    if (endMs <= nowMs) return about("ended", "warn", t("ended", { name }));
    const ledger = byId.get(id);
    if (ledger?.stock !== undefined && ledger.stock !== null && ledger.stock < 10)
      return about("stock", ledger.stock === 0 ? "bad" : "warn", t("stock", { name, left: ledger.stock }));
    if (ledger?.isSpent === true) return about("spent", "bad", t("spent", { name }));
    const left = limits.total === null || ledger === undefined ? null : limits.total - takenOf(ledger);
    if (limits.total !== null && left !== null && left <= limits.total / 10)
      return about(
        "nearlySpent",
        "warn",
        t("nearlySpent", { name, left: Math.max(0, left), total: limits.total.toLocaleString(locale) }),
      );
    const used = budget === null || ledger === undefined ? 0 : ledger.redeemedAmount / budget;
    if (used >= 0.9) return about("budget", "warn", t("budget", { name, percent: Math.floor(used * 100) }));
    if (endMs - nowMs > 3 * dayMs) return [];
    const when = describeMoment(new Date(endMs).toISOString(), site.timeZone, new Date(nowMs));
    return about("ends", "warn", t("ends", { name, when }));
  });
  const unread = (ledgers?.refused ?? [])
    .filter(({ reason }) => reason === "unreadable_order")
    .reduce((sum, { times }) => sum + times, 0);
  if (unread === 0) return found;
  const text = t("orders", { count: unread });
  return [...found, { id: "orders", tone: "bad", text, fix: t("orders_fix"), href: "/settings/site" }];
}

/** How many of a coupon's units somebody has or had. */
function takenOf({ issued, expired, revoked }: CouponLedger): number {
  return issued - expired - revoked;
}

/** Nothing is wrong where these are not taken. */
const asMeant: ReadonlySet<string> = new Set(["crawler", "no_visitor", "no_consent"]);
const reasons = [
  "invalid_event",
  "too_large",
  "too_old",
  "in_the_future",
  "no_identity",
  "no_proof",
  "spam",
  "temporarily_unavailable",
] as const;

function ofEvents({ dropped = [] }: HomeSources): Attention[] {
  const counts = new Map<string, number>();
  for (const { reason, events } of dropped)
    if (!asMeant.has(reason)) counts.set(reason, (counts.get(reason) ?? 0) + events);
  const all = [...counts.values()].reduce((sum, count) => sum + count, 0);
  if (all === 0) return [];
  const why = [...counts]
    .map(([reason, events]) => {
      const count = events.toLocaleString(locale);
      const known = reasons.find((one) => one === reason);
      return known === undefined ? t("why_other", { count }) : t(`why_${known}`, { count });
    })
    .join(", ");
  const text = `${t("dropped", { count: all, why })}.`;
  return [{ id: "dropped", tone: "warn", text, fix: t("dropped_fix"), href: "/install" }];
}

function ofDrafts({ pending }: HomeSources): Attention[] {
  const count = pending?.changes.length ?? 0;
  if (count === 0) return [];
  return [
    { id: "drafts", tone: "warn", text: t("drafts", { count }), fix: t("drafts_fix"), href: "#publishing" },
  ];
}
