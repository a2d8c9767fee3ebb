import type { Assignment } from "../../model/assignment/assignment.ts";
import { windowMs } from "../../model/condition/did.ts";
import type { Coupon } from "../../model/coupon/coupon.ts";
import { heldOut } from "../../model/exposure-event.ts";
import { wordsOf } from "../../model/offer/render-offer.ts";
import { pinRule, pinVariant } from "../../model/pin-name.ts";
import { type PinnedOffer } from "../../model/pin.ts";
import type { Asked } from "./asked.ts";
import { assignedTo, whyUnassigned } from "./assigned-to.ts";
import type { Moment } from "./caps.ts";
import type {
  CompiledChange,
  CompiledRule,
  CompiledVariant,
  Deciding,
  Edit,
  OfferEdit,
} from "./compile-rules.ts";
import { couponProblem, withOwnCoupon } from "./coupon-of-offer.ts";
import type { Decision, Decisions, Loss, LossReason, Watched } from "./decision.ts";
import { isHeldOutOfRule } from "./holdout.ts";
import { leadFrom, type Lead } from "./lead.ts";
import { ledHere } from "./led-here.ts";
import { wasLedTooOften } from "./led-too-often.ts";
import { pinProblem } from "./pins.ts";
import { watchedAsPage, watchedInstead } from "./watched.ts";

/** Who asks, and whether they get nothing of any rule. */
export interface AskedOfRound extends Asked {
  isHeldOut: boolean;
}

/** One page being decided. */
export class Round {
  readonly #deciding: Deciding;
  readonly #asked: AskedOfRound;
  readonly #moment: Moment;
  readonly #isCircle: (from: URL, lead: Lead) => boolean;
  /** Who has what. */
  readonly #taken = new Map<string, string>();
  /** The rule of each exclusive group that is shown. */
  readonly #groups = new Map<string, string>();
  readonly #chosen: Decision[] = [];
  readonly #against = new Map<string, string[]>();
  readonly #lost: Loss[] = [];
  readonly #watched: Watched[] = [];
  readonly #edits: Edit[] = [];
  readonly #coupons = new Map<string, Coupon>();
  readonly #waitingCoupons = new Map<string, Coupon>();
  #redirect: Decisions["redirect"] = null;
  #offers = 0;
  #newOfferRules = 0;
  #shownInSession: ReadonlySet<string> | undefined;

  constructor(deciding: Deciding, asked: AskedOfRound, isCircle: (from: URL, lead: Lead) => boolean) {
    this.#deciding = deciding;
    this.#asked = asked;
    this.#isCircle = isCircle;
    this.#moment = asked.facts.behaviour;
  }

  /** Without `all`, nobody asks about rules that this visitor or this moment has nothing to do with. */
  loseEarly(rule: CompiledRule, reason: LossReason): void {
    if (this.#asked.all === true) this.#lose(rule, reason);
  }

  /** An offer that is not live any more, or has no place, is passed over. */
  pin(pin: PinnedOffer, isLeftAlone: boolean): void {
    const change = this.#deciding.pins(pin);
    if (change === undefined) return;
    const rule = pinRule(pin.offer);
    const [target = ""] = change.targets;
    const winner = this.#taken.get(target);
    const edit = this.#ownOffer(change.edit);
    const taken = winner === undefined ? undefined : "outranked";
    const problem = isLeftAlone ? "left_alone" : pinProblem(pin, this.#asked, this.#deciding);
    const why = problem ?? taken ?? this.#whyNotShown(edit);
    if (why === "coupon_awaited") this.#bring(edit, false);
    if (why !== undefined) {
      const to = why === "outranked" && winner !== undefined ? [winner] : [];
      for (const each of to) this.#winsAgainst(each, rule);
      return void this.#lost.push({ rule, reason: why, to });
    }
    this.#taken.set(target, rule);
    this.#edits.push(edit);
    this.#offers += 1;
    this.#bring(edit, false);
    const targets = change.targets;
    this.#chosen.push({ rule, variant: pinVariant, how: "pinned", probability: 1, targets, against: [] });
  }

  consider(compiled: CompiledRule): void {
    const { rule } = compiled;
    const wanted = this.#asked.forced?.[rule.id];
    const forced = wanted === undefined ? -1 : compiled.variants.findIndex(({ id }) => id === wanted);
    if (wanted !== undefined && forced === -1) return this.#lose(compiled, "not_covered");
    if (forced === -1) {
      const reason = this.#reasonAgainst(compiled);
      if (reason === "holdout") this.#withhold(compiled, heldOut);
      if (reason !== undefined) return this.#lose(compiled, reason);
      const rivals = this.#rivals(compiled);
      if (rivals.length > 0) return this.#lose(compiled, "exclusive_group", rivals);
    }
    const assignment = this.#assign(compiled, forced === -1 ? undefined : forced);
    const variant = compiled.variants[assignment.variation];
    if (variant === undefined) return this.#lose(compiled, whyUnassigned(compiled, this.#asked));
    if (forced === -1 && this.#isTooMuch(compiled, variant)) return this.#lose(compiled, "fatigue");
    if (variant.leadsTo === null) this.#give(compiled, variant, assignment);
    else this.#lead(compiled, variant, variant.leadsTo, assignment);
  }

  /** Notes that the visitor would have been shown the rule, where that is so. */
  #withhold(compiled: CompiledRule, variant: string): void {
    const { rule, treatment } = compiled;
    if (treatment === undefined || this.#asked.visitor === null) return;
    if (variant === heldOut && (this.#rivals(compiled).length > 0 || this.#assign(compiled).variation === -1))
      return;
    if (treatment.leadsTo !== null) {
      const isLed = !this.#taken.has("redirect") && this.#leadOf(rule, treatment.leadsTo) !== undefined;
      if (isLed) this.#watchPage(rule.id, variant);
      return;
    }
    const shows = (change: CompiledChange) => {
      const edit = this.#ownEdit(change.edit);
      const isSilent = edit.type === "insertOffer" && this.#whyNotShown(edit) !== undefined;
      return !isSilent && this.#leftFor(change).length > 0;
    };
    if (treatment.changes.some(shows) && !this.#isTooMuch(compiled, treatment))
      this.#watched.push(watchedInstead(rule.id, variant, treatment.changes));
  }

  /** Notes that the rule is seen with the page: nobody knows whether one that is fetched ahead will be. */
  #watchPage(rule: string, variant: string): void {
    const { visitor, isAhead } = this.#asked;
    const isKnown = this.#watched.some((watched) => watched.rule === rule);
    if (visitor !== null && isAhead !== true && !isKnown) this.#watched.push(watchedAsPage(rule, variant));
  }

  #reasonAgainst({ rule, isCapped, hasOffer }: CompiledRule): LossReason | undefined {
    const { memory, visitor, isHeldOut, forced } = this.#asked;
    if (isHeldOut) return "site_holdout";
    // Nothing would ever show its offer: the snippet is not for them.
    if (rule.trigger !== null && visitor === null) return "not_remembered";
    if (hasOffer && rule.awayAfterDismissal !== null && this.#isAway(rule.id, rule.awayAfterDismissal))
      return "dismissed";
    if (isCapped(rule.id, memory, this.#moment)) return "capped";
    return forced === undefined && isHeldOutOfRule(rule, visitor) ? "holdout" : undefined;
  }

  #isAway(rule: string, within: string): boolean {
    const atMs = this.#asked.memory.dismissedAtMs[rule];
    if (atMs === undefined) return false;
    if (within === "ever") return true;
    if (within === "session") return atMs >= this.#moment.sessionStartedAtMs;
    return this.#moment.nowMs - atMs < (windowMs(within) ?? Infinity);
  }

  /** The rules of the same exclusive group that were there first. */
  #rivals({ rule }: CompiledRule): string[] {
    if (rule.exclusiveGroup === null) return [];
    const here = this.#groups.get(rule.exclusiveGroup);
    if (here !== undefined) return [here];
    // Whoever was shown first in this visit stays, though a higher rule could be shown by now.
    if (this.#wasShownInSession(rule.id)) return [];
    const group = this.#deciding.groups.get(rule.exclusiveGroup) ?? [];
    return group.filter((other) => this.#wasShownInSession(other));
  }

  #wasShownInSession(rule: string): boolean {
    this.#shownInSession ??= new Set(
      Object.entries(this.#asked.memory.shownAtMs)
        .filter(([, timesMs]) => timesMs.some((timeMs) => timeMs >= this.#moment.sessionStartedAtMs))
        .map(([id]) => id),
    );
    return this.#shownInSession.has(rule);
  }

  #assign(compiled: CompiledRule, forced?: number): Assignment {
    return assignedTo(compiled, this.#asked, this.#moment.nowMs, forced);
  }

  /** What a customer is owed is shown however many offers there are. */
  #isTooMuch({ rule }: CompiledRule, variant: CompiledVariant): boolean {
    if (variant.offers === 0 || rule.lane === "service") return false;
    const { offersPerPage, offersPerSession } = this.#deciding.bundle.site.fatigue;
    if (offersPerPage === null && offersPerSession === null) return false;
    const offers = this.#placesFor(variant);
    if (offers === 0) return false;
    if (offersPerPage !== null && this.#offers + offers > offersPerPage) return true;
    if (offersPerSession === null || this.#wasShownInSession(rule.id)) return false;
    return this.#offerRulesInSession() + this.#newOfferRules >= offersPerSession;
  }

  /** In how many places the variant would really show an offer: in those that are free, where it has something to say. */
  #placesFor({ changes }: CompiledVariant): number {
    const places = changes.flatMap((change) => {
      const { edit } = change;
      const own = this.#ownEdit(edit);
      const shows = own.type === "insertOffer" && this.#whyNotShown(own) === undefined;
      return shows ? this.#leftFor(change) : [];
    });
    return new Set(places).size;
  }

  #offerRulesInSession(): number {
    let count = 0;
    for (const id of Object.keys(this.#asked.memory.shownAtMs))
      if (this.#deciding.byId.get(id)?.hasOffer === true && this.#wasShownInSession(id)) count += 1;
    return count;
  }

  /** Whoever leads first leads; who is led to where they are already stays, and nobody else leads them away. */
  #lead({ rule }: CompiledRule, variant: CompiledVariant, to: string, assignment: Assignment): void {
    const winner = this.#taken.get("redirect");
    if (winner !== undefined) {
      this.#winsAgainst(winner, rule.id);
      this.#lost.push({ rule: rule.id, reason: "outranked", to: [winner] });
      return;
    }
    const lead = this.#leadOf(rule, to);
    if (lead === undefined) return void this.#lost.push({ rule: rule.id, reason: "circle", to: [] });
    if (!lead.isHere) this.#redirect = { rule: rule.id, location: lead.location };
    if (assignment.how !== "forced") this.#watchPage(rule.id, variant.id);
    this.#taken.set("redirect", rule.id);
    this.#choose(rule, variant, assignment, ["redirect"]);
  }

  /** Where a rule would lead from this page; `undefined` where that would end in a circle. */
  #leadOf({ id }: CompiledRule["rule"], to: string): Lead | undefined {
    const { pathname, address: from = new URL(pathname, "https://shop.invalid"), memory } = this.#asked;
    const { hosts } = this.#deciding.bundle.site;
    const lead = leadFrom(from, to, (host) => host === from.hostname || hosts.includes(host));
    if (lead.isHere) return lead;
    return wasLedTooOften(id, memory, this.#moment) || this.#isCircle(from, lead) ? undefined : lead;
  }

  #give(compiled: CompiledRule, variant: CompiledVariant, assignment: Assignment): void {
    const { rule } = compiled;
    // Of a test of pages, each variant is seen with its page.
    const isOfPage = variant.changes.length === 0 || compiled.leads;
    if (isOfPage && assignment.how !== "forced") this.#withhold(compiled, variant.id);
    const winners = this.#winnersOf(variant);
    for (const winner of winners) this.#winsAgainst(winner, rule.id);
    const targets: string[] = [];
    const offersBefore = this.#offers;
    let silent: LossReason | undefined;
    for (const change of variant.changes) {
      const edit = this.#ownEdit(change.edit);
      const left = this.#leftFor(change);
      if (left.length === 0) continue;
      // An offer that has nothing to say to this visitor takes no place from others, and brings no coupon.
      const why = edit.type === "insertOffer" ? this.#whyNotShown(edit) : undefined;
      if (why !== undefined) {
        silent = why;
        // Whoever gets a code of their own is given it before the offer that shows it.
        if (why === "coupon_awaited") this.#bring(edit, false);
        continue;
      }
      for (const target of left) {
        if (!change.isShared) this.#taken.set(target, rule.id);
        if (!targets.includes(target)) targets.push(target);
      }
      this.#edits.push(edit);
      if (edit.type !== "insertOffer") continue;
      this.#offers += 1;
      this.#bring(edit, edit.trigger !== null);
    }
    if (targets.length === 0 && variant.changes.length > 0)
      return void this.#lost.push({ rule: rule.id, reason: silent ?? "outranked", to: winners });
    if (this.#offers > offersBefore && !this.#wasShownInSession(rule.id)) this.#newOfferRules += 1;
    this.#choose(rule, variant, assignment, targets);
  }

  /** The coupon that comes with an offer. */
  #bring(edit: Edit, isWaiting: boolean): void {
    const coupon =
      edit.type === "insertOffer" ? this.#deciding.coupons.get(edit.offer.coupon?.id ?? "") : undefined;
    if (coupon !== undefined) (isWaiting ? this.#waitingCoupons : this.#coupons).set(coupon.id, coupon);
  }

  #whyNotShown({ offer, rule }: OfferEdit): LossReason | undefined {
    const { forced = {} } = this.#asked;
    const problem = Object.hasOwn(forced, rule)
      ? undefined
      : couponProblem(offer, this.#asked.coupons ?? [], this.#deciding, this.#moment.nowMs);
    return problem ?? (wordsOf(offer, this.#asked) === null ? "nothing_to_say" : undefined);
  }

  /** The edit as this visitor gets it: with the code that is theirs alone, where there is one. */
  #ownEdit(edit: Edit): Edit {
    return edit.type === "insertOffer" ? this.#ownOffer(edit) : edit;
  }

  #ownOffer(edit: OfferEdit): OfferEdit {
    return withOwnCoupon(edit, this.#asked.coupons, this.#deciding, this.#moment);
  }

  #choose(
    rule: CompiledRule["rule"],
    variant: CompiledVariant,
    { how }: Assignment,
    targets: readonly string[],
  ): void {
    if (rule.exclusiveGroup !== null) this.#groups.set(rule.exclusiveGroup, rule.id);
    const isForced = how === "forced";
    this.#chosen.push({
      rule: rule.id,
      variant: variant.id,
      how: how === "excluded" ? "hashed" : how,
      probability: isForced ? 1 : variant.probability,
      targets,
      against: [],
    });
  }

  /** Who has something of what the variant wants. */
  #winnersOf({ changes }: CompiledVariant): string[] {
    const winners: string[] = [];
    for (const { targets, isShared } of changes) {
      if (isShared) continue;
      for (const target of targets) {
        const winner = this.#taken.get(target);
        if (winner !== undefined && !winners.includes(winner)) winners.push(winner);
      }
    }
    return winners;
  }

  /** What nobody has yet of what a change wants. A change that gets a part of it is made: the page tells them apart. */
  #leftFor({ targets, isShared }: CompiledChange): readonly string[] {
    return isShared ? targets : targets.filter((target) => !this.#taken.has(target));
  }

  #winsAgainst(winner: string, loser: string): void {
    const losers = this.#against.get(winner);
    if (losers === undefined) this.#against.set(winner, [loser]);
    else losers.push(loser);
  }

  #lose({ rule }: CompiledRule, reason: LossReason, to: readonly string[] = []): void {
    this.#lost.push({ rule: rule.id, reason, to });
  }

  result(personal: boolean): Decisions {
    const redirect = this.#redirect;
    if (redirect === null)
      for (const { rule, variant } of ledHere(this.#asked.led, this.#moment.nowMs))
        this.#watchPage(rule, variant);
    const chosen = this.#chosen.map((decision) => ({
      ...decision,
      against: this.#against.get(decision.rule) ?? [],
    }));
    if (redirect === null) {
      const coupons = [...this.#coupons.values()];
      const waitingCoupons = [...this.#waitingCoupons.values()].filter(({ id }) => !this.#coupons.has(id));
      const [lost, watched, edits] = [this.#lost, this.#watched, this.#edits];
      return {
        chosen,
        lost,
        watched,
        edits,
        coupons,
        waitingCoupons,
        redirect,
        seenThere: [],
        personal: personal || watched.length > 0,
      };
    }
    // The page is not seen: the others show nothing on it, and nothing of theirs is counted or given.
    const to = [redirect.rule];
    const unseen = chosen.filter(({ rule }) => rule !== redirect.rule);
    return {
      chosen: chosen.filter(({ rule }) => rule === redirect.rule),
      lost: [...this.#lost, ...unseen.map(({ rule }): Loss => ({ rule, reason: "redirected", to }))],
      watched: [],
      edits: [],
      coupons: [],
      waitingCoupons: [],
      redirect,
      seenThere: this.#watched.filter(({ rule }) => this.#deciding.byId.get(rule)?.leads === true),
      personal,
    };
  }
}
