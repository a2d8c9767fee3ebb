import { DurableObject } from "cloudflare:workers";
import * as v from "valibot";
import { CouponCode } from "../../model/coupon/coupon-code.ts";
import { ownProfile } from "../../model/identity/node.ts";
import { WakeUp } from "../wait/wake-up.ts";
import type {
  Answered,
  Cancel,
  Holder,
  Issue,
  Issued,
  Ledger,
  Part,
  Redeem,
  Redeemed,
  Release,
  Reserve,
  Revoke,
  Stock,
  Stocked,
} from "./asked.ts";
import { type Books, type Outcome, refused, takenOf } from "./books.ts";
import { marksOf } from "./holder.ts";
import { issueUnit, spentWordOf } from "./issue-unit.ts";
import { releaseUnit, reserveUnit } from "./keep-for-cart.ts";
import { KeptAnswers } from "./kept-answers.ts";
import { KeptClaims } from "./kept-claims.ts";
import { KeptOrders } from "./kept-orders.ts";
import { KeptTallies } from "./kept-tallies.ts";
import { KeptTerms as Kept } from "./kept-terms.ts";
import { KeptUnits } from "./kept-units.ts";
import { objectOf } from "./object-of.ts";
import { openingOf } from "./opening.ts";
import { partUnits } from "./part-units.ts";
import { SpentTelling } from "./spent-word.ts";
import { revokeUnits } from "./revoke-units.ts";
import { type GivenBack, type Lease, type LeaseAsked, Supply } from "./supply.ts";
import { cancelUnit, redeemUnit } from "./take-order.ts";
import type { Elsewhere, KeptTerms, Told } from "./told.ts";
import { freed, isInHand, revoked } from "./unit.ts";

type Answer<T> = Answered<T> | Elsewhere;

/** A wish is judged by when it was made, if that was not long ago: it may have been under way. */
const longestUnderWayMs = 5 * 60_000;
/** Units that change by themselves are changed in portions. */
const portion = 200;
const mostPortions = 100;
/** Rounds of asking other shards, while others here take what they gave. */
const mostRounds = 10;
const mostStocked = 1000;
const retryMs = 60_000;

/**
 * The codes of one coupon, or of one of its shards: the only one that writes down what becomes of them. Whatever is done
 * is written together with its answer, or not at all.
 */
export class CouponCodes extends DurableObject<ObjectsEnv> {
  readonly #shard: number;
  readonly #terms: Kept;
  readonly #units: KeptUnits;
  readonly #answers: KeptAnswers;
  readonly #orders: KeptOrders;
  readonly #tallies: KeptTallies;
  readonly #claims: KeptClaims;
  readonly #supply: Supply;
  readonly #telling: SpentTelling;
  readonly #wakeUp: WakeUp;

  constructor(context: DurableObjectState, env: ObjectsEnv) {
    super(context, env);
    const { storage } = context;
    const [site = "", coupon = "", shard = "0"] = (context.id.name ?? "").split("/");
    this.#shard = Number(shard);
    this.#terms = new Kept(storage.sql);
    this.#units = new KeptUnits(storage.sql);
    this.#answers = new KeptAnswers(storage.sql);
    this.#orders = new KeptOrders(storage.sql);
    this.#tallies = new KeptTallies(storage.sql);
    this.#claims = new KeptClaims(storage.sql);
    this.#supply = new Supply({
      shard: this.#shard,
      sql: storage.sql,
      transact: (work) => this.#transact(work),
      terms: () => this.#terms.get(),
      learn: (terms) => this.#learn(terms),
      taken: () => takenOf(this.#units),
      other: (other) => objectOf(env, { site, coupon }, other),
    });
    this.#telling = new SpentTelling(storage.sql, env, { site, coupon });
    this.#wakeUp = new WakeUp(storage);
  }

  async issue(told: Told, issue: Issue): Promise<Answer<Issued>> {
    for (let round = 0; round < mostRounds; round += 1) {
      const answer = await this.#do<Issued, Elsewhere | "empty">("issue", told, (books) => {
        const place = this.#placeOf(told, issue.holder);
        return place === undefined ? issueUnit(books, issue) : { elsewhere: place };
      });
      if (answer !== "empty") return answer;
      if (!(await this.#supply.more()))
        return this.#do<Issued, never>("issue", told, () => refused("exhausted"));
    }
    throw new Error("Others took whatever there was.");
  }

  reserve(told: Told, reserve: Reserve): Promise<Answer<{ untilMs: number }>> {
    return this.#do<{ untilMs: number }, Elsewhere>("reserve", told, (books) => {
      const place = this.#placeOf(told, reserve.holder, reserve.code);
      return place === undefined ? reserveUnit(books, reserve) : { elsewhere: place };
    });
  }

  release(told: Told, released: Release): Promise<Answer<unknown>> {
    return this.#do<unknown, Elsewhere>("release", told, (books) => {
      const place = this.#placeOf(told, released.holder, released.code);
      return place === undefined ? releaseUnit(books, released) : { elsewhere: place };
    });
  }

  redeem(told: Told, redeem: Redeem): Promise<Answer<Redeemed>> {
    return this.#do<Redeemed, Elsewhere>("redeem", told, (books) => {
      const place = this.#placeOf(told, null, redeem.code);
      return place === undefined ? redeemUnit(books, redeem) : { elsewhere: place };
    });
  }

  cancel(told: Told, cancel: Cancel): Promise<Answer<unknown>> {
    return this.#do<unknown, Elsewhere>("cancel", told, (books) => {
      const place = this.#placeOf(told, null, cancel.code);
      return place === undefined ? cancelUnit(books, cancel) : { elsewhere: place };
    });
  }

  revoke(told: Told, revoke: Revoke): Promise<Answer<{ revoked: number }>> {
    return this.#do<{ revoked: number }, never>("revoke", told, (books) => revokeUnits(books, revoke));
  }

  part(told: Told, part: Part): Promise<Answer<unknown>> {
    return this.#do<unknown, never>("part", told, (books) => partUnits(books, part));
  }

  /** Codes are kept at the first shard, which lends them to the others. */
  stock(told: Told, { codes }: Stock): Promise<Answer<Stocked>> {
    return this.#do<Stocked, never>("stock", told, ({ terms, supply }) => {
      if (terms.pool?.kind !== "imported") return refused("not_applicable");
      const stocked: Stocked = { added: 0, duplicates: 0, rejected: [] };
      for (const [index, code] of codes.entries()) {
        const checked = v.safeParse(CouponCode, code);
        if (index >= mostStocked)
          stocked.rejected.push({
            index,
            code: "too_many",
            message: "At most 1,000 codes are taken at once.",
          });
        else if (!checked.success)
          stocked.rejected.push({ index, code: "malformed_code", message: checked.issues[0].message });
        else if (supply.stock.add(checked.output)) stocked.added += 1;
        else stocked.duplicates += 1;
      }
      return { answer: { ok: true, ...stocked }, unit: null };
    });
  }

  /** There may be other terms now: what follows from them is told. */
  learn(told: Told): Promise<Answer<unknown>> {
    return this.#do<unknown, never>("learn", told, () => ({ answer: { ok: true }, unit: null }));
  }

  async ledger(): Promise<Ledger> {
    this.#sweepAll();
    const { available, reserved, redeemed, expired, revoked: back } = this.#units.counts();
    const states = {
      available: available.units,
      reserved: reserved.units,
      redeemed: redeemed.units,
      expired: expired.units,
      revoked: back.units,
    };
    const terms = this.#terms.find();
    await this.#goOn();
    return {
      stock: terms?.pool?.kind === "imported" ? this.#supply.stock.count() : null,
      issued: Object.values(states).reduce((sum, units) => sum + units, 0),
      ...states,
      reservedAmount: reserved.amount,
      redeemedAmount: redeemed.amount,
      refusals: this.#tallies.refusals(),
      isSpent: terms !== undefined && spentWordOf(this.#books(Date.now())).isSpent,
    };
  }

  /** @param nodes whoever is not to be known any more */
  async forget(nodes: readonly string[]): Promise<void> {
    this.#transact(() => {
      const marks = [...new Set(nodes.map(ownProfile))];
      this.#claims.forget(marks);
      this.#answers.forgetRefused(marks);
      for (const unit of this.#units.forget(marks)) {
        this.#answers.forget(unit.id);
        if (isInHand(unit)) this.#units.put(revoked(unit));
      }
    });
    await this.#goOn();
  }

  /** @returns the shard that keeps whatever goes by these names: this one, if it does already, or else `place`. */
  claim(names: readonly string[], place: number): number {
    return this.#transact(() => {
      const known = this.#claims.get(names);
      if (known !== undefined) return known;
      const own = this.#units.countOfMarks(names) > 0 ? this.#shard : place;
      this.#claims.put(names, own);
      return own;
    });
  }

  /** For the other shards. */
  async lease(asked: LeaseAsked): Promise<Lease> {
    const lease = await this.#supply.lend(asked);
    await this.#goOn();
    return lease;
  }

  /** For the first shard. */
  giveBack(terms: KeptTerms, version: number): GivenBack | null {
    return this.#supply.giveBack(terms, version);
  }

  /** Whatever is due. Never throws, since the platform gives up on alarms that do. */
  override async alarm(): Promise<void> {
    this.#wakeUp.clear();
    try {
      this.#sweepAll();
      if (this.#terms.find() !== undefined && this.#supply.isToTell()) await this.#supply.tell();
      await this.#goOn();
      await this.#telling.deliver();
      await this.#wakeAgain();
    } catch (error) {
      console.error({ message: "A coupon could not do what is due.", error: String(error) });
      await this.#wakeUp.by(Date.now() + retryMs);
    }
  }

  /** Does what is wished for, once for each wish, and writes down what became of it. */
  async #do<T, Undecided extends Elsewhere | "empty">(
    kind: string,
    told: Told,
    work: (books: Books) => Outcome<T> | Undecided,
  ): Promise<Answered<T> | Undecided> {
    const ownMs = Date.now();
    const nowMs = Math.min(Math.max(told.nowMs, ownMs - longestUnderWayMs), ownMs);
    const request = `${kind} ${told.requestId}`;
    const answer = this.#transact((): Answered<T> | Undecided => {
      this.#learn(told.terms);
      const known = this.#answers.get(request);
      if (known !== undefined && known !== null) return known as Answered<T>;
      const books = this.#books(nowMs);
      this.#sweep(books);
      const outcome = work(books);
      if (!isOutcome(outcome)) return outcome;
      if (!outcome.answer.ok && known === undefined) this.#tallies.refused(outcome.answer.reason);
      const kept = outcome.answer.ok ? outcome.answer : null;
      this.#answers.put(request, kept, { unit: outcome.unit, nowMs: ownMs });
      return outcome.answer;
    });
    await this.#goOn();
    return answer;
  }

  #transact<T>(work: () => T): T {
    try {
      return this.ctx.storage.transactionSync(work);
    } catch (error) {
      // What was written counts.
      this.#terms.reset();
      throw error;
    }
  }

  /** Which other shard has this; whoever was sent here by another one stays. */
  #placeOf({ isSent, terms }: Told, holder: Holder | null, code?: string): number | undefined {
    if (isSent || terms.shards === 1) return undefined;
    const place = this.#placeOfCode(terms, code) ?? (holder ? this.#claims.get(marksOf(holder)) : undefined);
    return place === this.#shard ? undefined : place;
  }

  #placeOfCode({ pool }: KeptTerms, code: string | undefined): number | undefined {
    if (pool === null || code === undefined) return undefined;
    if (this.#shard === 0) return this.#supply.stock.shardOf(code);
    // Made before there were so many shards.
    return this.#units.byCode(code).length === 0 ? 0 : undefined;
  }

  #learn(terms: KeptTerms): void {
    const before = this.#terms.find();
    if (before !== undefined && before.version >= terms.version) return;
    this.#terms.put(terms);
    if (before === undefined) return;
    this.#supply.changed(before);
    const isCountedHere = terms.shards === 1 || terms.limits.total === null;
    // Nobody told it of the later end in time; among shards, others may have been issued what was over.
    if (isCountedHere && this.#terms.opening().endsAtMs > openingOf(before).endsAtMs)
      this.#units.reopen(Date.now());
  }

  #books(nowMs: number): Books {
    return {
      shard: this.#shard,
      units: this.#units,
      orders: this.#orders,
      tallies: this.#tallies,
      supply: this.#supply,
      terms: this.#terms.get(),
      opening: this.#terms.opening(),
      nowMs,
    };
  }

  /** What is over by now is over. @returns whether there may be more of it. */
  #sweep({ units, opening, nowMs }: Books): boolean {
    if (nowMs >= opening.endsAtMs && units.counts().available.units > 0)
      units.endAll(["available"], "expired");
    const due = units.due(nowMs, portion);
    for (const unit of due) units.put(freed(unit, nowMs, opening.endsAtMs));
    return due.length === portion;
  }

  #sweepAll(): void {
    if (this.#terms.find() === undefined) return;
    for (let count = 0; count < mostPortions; count += 1) {
      const isMore = this.#transact(() => this.#sweep(this.#books(Date.now())));
      if (!isMore) return;
    }
  }

  /** Says what others are to know by now, and wakes up for what is due. Nobody waits for those others. */
  async #goOn(): Promise<void> {
    if (this.#terms.find() === undefined) return;
    const nowMs = Date.now();
    if (this.#shard === 0 && this.#telling.say(spentWordOf(this.#books(nowMs)), nowMs))
      this.ctx.waitUntil(this.#telling.deliver());
    await this.#wakeAgain();
  }

  async #wakeAgain(): Promise<void> {
    if (this.#terms.find() === undefined) return;
    const { endsAtMs } = this.#terms.opening();
    const isEnding = endsAtMs < Infinity && this.#units.counts().available.units > 0;
    const due = [
      this.#units.nextDueMs(),
      isEnding ? endsAtMs : null,
      this.#telling.dueMs(),
      this.#supply.isToTell() ? Date.now() : null,
    ];
    const dueMs = Math.min(...due.filter((each) => each !== null));
    if (dueMs < Infinity) await this.#wakeUp.by(dueMs);
  }
}

function isOutcome<T>(outcome: Outcome<T> | Elsewhere | "empty"): outcome is Outcome<T> {
  return typeof outcome === "object" && "answer" in outcome;
}
