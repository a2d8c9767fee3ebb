import { addressFacts } from "../../model/facts/address-facts.ts";
import type { Asked } from "./asked.ts";
import type { CompiledRule, Deciding } from "./compile-rules.ts";
import type { Decisions } from "./decision.ts";
import { isHeldOutOfSite } from "./holdout.ts";
import { goesInCircles, type Lead } from "./lead.ts";
import { type AskedOfRound, Round } from "./round.ts";
import { watchedOfSite } from "./watched.ts";

/**
 * Decides from what it is given alone: no clock, no storage, no chance. Rules get what they want in the order of their
 * ranks (lane, then priority); of two changes that want the same (one offer in a placement, one text in an element)
 * the earlier is made.
 */
export function decide(deciding: Deciding, asked: Asked): Decisions {
  // Whoever looks at a preview is nobody to be measured.
  const isMeasured = asked.forced === undefined;
  if (!isMeasured || !isHeldOutOfSite(deciding.bundle.site, asked.visitor))
    return decideFor(deciding, asked, false);
  const decisions = decideFor(deciding, asked, true);
  const otherwise = decideFor(deciding, { ...asked, all: false }, false);
  const watched = watchedOfSite(otherwise, deciding, asked.isAhead !== true);
  return { ...decisions, watched, personal: decisions.personal || watched.length > 0 };
}

/** @param isHeldOut whether the visitor gets nothing of any rule. */
function decideFor(deciding: Deciding, asked: Asked, isHeldOut: boolean): Decisions {
  return walk(deciding, { ...asked, isHeldOut }, (from, lead) =>
    goesInCircles(from, lead.url, (url) => ledFrom(url, deciding, { ...asked, isHeldOut })),
  );
}

/** Where the same visitor would be led on from another page; `undefined` where they would stay. */
function ledFrom(address: URL, deciding: Deciding, asked: AskedOfRound): URL | undefined {
  const { hostname, pathname } = address;
  const from = asked.address?.hostname ?? hostname;
  if (hostname !== from && !deciding.bundle.site.hosts.includes(hostname)) return undefined;
  if (!deciding.rulesOn(pathname).leads) return undefined;
  const facts = { ...asked.facts, ...addressFacts(address) };
  const { redirect } = walk(deciding, { ...asked, pathname, address, facts, all: false }, () => false);
  return redirect === null ? undefined : new URL(redirect.location, address);
}

/** @param isCircle says of a redirect whether it is not to be made; asked only where it would lead elsewhere. */
function walk(
  deciding: Deciding,
  asked: AskedOfRound,
  isCircle: (from: URL, lead: Lead) => boolean,
): Decisions {
  const page = deciding.rulesOn(asked.pathname);
  const round = new Round(deciding, asked, isCircle);
  const { forced } = asked;
  const isForced = ({ rule }: CompiledRule) => forced !== undefined && Object.hasOwn(forced, rule.id);
  const candidates = asked.all === true || forced !== undefined ? page.all() : page.candidates(asked.facts);
  const { nowMs } = asked.facts.behaviour;
  const matching: CompiledRule[] = [];
  if (asked.all === true) for (const rule of page.passedOver()) round.loseEarly(rule, "left_alone");
  for (const rule of candidates) {
    if (isForced(rule)) matching.push(rule);
    else if (rule.rule.staged === true && forced === undefined) round.loseEarly(rule, "staged");
    else if (!rule.isOpen(nowMs)) round.loseEarly(rule, "not_now");
    else if (!rule.holds(asked.facts)) round.loseEarly(rule, "condition");
    else matching.push(rule);
  }
  matching.sort((a, b) => a.rank - b.rank);
  const pins = page.isLeftAlone && asked.all !== true ? [] : (asked.pins ?? []);
  const pinAll = () => {
    for (const pin of pins) round.pin(pin, page.isLeftAlone);
  };
  // Whoever previews a rule wants to see that one.
  const isOfRule = forced !== undefined && Object.keys(forced).length > 0;
  if (!isOfRule) pinAll();
  for (const rule of matching) round.consider(rule);
  if (isOfRule) pinAll();
  return round.result(!page.isEmpty || pins.length > 0);
}
