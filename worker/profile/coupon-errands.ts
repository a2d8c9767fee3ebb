import type { Deciding } from "../decide/compile-rules.ts";
import type { Change } from "./change.ts";
import { type CouponErrand, dueMsOf, errandsOf } from "./coupon-errand.ts";
import { couponsOf } from "./held-coupons.ts";
import { runErrand } from "./run-errand.ts";
import { nodesOf, type ProfileState } from "./state.ts";

/** The first attempt is made at once; this is when it is made up for. After each failure the wait doubles. */
const retryMs = 15_000;
const longestRetryMs = 60 * 60_000;
/** Of so many at once the others wait for the next turn. */
const mostAtOnce = 20;

/** What an errand needs of the profile that it is done for. */
interface Profile {
  state: () => ProfileState;
  /** What is live; `undefined` where that is not known now. */
  deciding: () => Promise<Deciding | undefined>;
  change: (change: Change) => void;
}

/** Tells coupons' objects what they have yet to be told, and asks them for what the person is to have, until they answer. */
export class CouponErrands {
  readonly #env: Pick<Env, "COUPONS">;
  readonly #profile: Profile;
  #failures = 0;
  #triedAtMs: number | undefined;
  #isRunning = false;

  constructor(env: Pick<Env, "COUPONS">, profile: Profile) {
    this.#env = env;
    this.#profile = profile;
  }

  /** When there is something to be done again; `null` where nothing waits. */
  dueMs(nowMs: number): number | null {
    const errands = errandsOf(this.#profile.state());
    if (errands.length === 0) return null;
    const waitMs = Math.min(retryMs * 2 ** this.#failures, longestRetryMs);
    return Math.max((this.#triedAtMs ?? nowMs) + waitMs, Math.min(...errands.map(dueMsOf)));
  }

  /** Whether there is something to be done now. */
  isDue(nowMs: number): boolean {
    return errandsOf(this.#profile.state()).some((errand) => dueMsOf(errand) <= nowMs);
  }

  /** Does what there is to do. Never throws. @returns whether what the person holds is another than before. */
  async run(): Promise<boolean> {
    if (this.#isRunning) return false;
    this.#isRunning = true;
    try {
      return await this.#runAll();
    } catch (error) {
      console.error({ message: "A coupon was not asked; it will be again.", error: String(error) });
      this.#failures++;
      return false;
    } finally {
      this.#triedAtMs = Date.now();
      this.#isRunning = false;
    }
  }

  /**
   * Tells all that is noted before nobody is left who could: what somebody has ordered with is counted though they are
   * forgotten. @throws where an object does not answer.
   */
  async tellAll(): Promise<void> {
    const isNoted = ({ type }: CouponErrand) => type !== "confirmed";
    const deciding = this.#profile.state().errands.some(isNoted) ? await this.#live() : undefined;
    if (deciding === undefined) return;
    for (const errand of this.#profile.state().errands.filter(isNoted)) await this.#do(errand, deciding);
  }

  async #runAll(): Promise<boolean> {
    const { state } = this.#profile;
    if (!this.isDue(Date.now())) return false;
    const deciding = await this.#live();
    const done = new Set<string>();
    const before = JSON.stringify(couponsOf(state()));
    // A code for everybody is known already: the browsers need not hear that it was issued.
    const isNews = () => JSON.stringify(couponsOf(state())) !== before;
    for (let errand = next(state(), done); errand !== undefined; errand = next(state(), done)) {
      if (done.size >= mostAtOnce) return isNews();
      done.add(errand.id);
      await this.#do(errand, deciding);
    }
    this.#failures = 0;
    return isNews();
  }

  async #live(): Promise<Deciding> {
    const deciding = await this.#profile.deciding();
    if (deciding === undefined) throw new Error("What is live is not known now.");
    return deciding;
  }

  async #do(errand: CouponErrand, deciding: Deciding): Promise<void> {
    const { state, change } = this.#profile;
    const { profile } = state();
    const holder = { profile, marks: nodesOf(state()) };
    change(await runErrand(this.#env, errand, { deciding, holder, nowMs: Date.now() }));
  }
}

function next(state: ProfileState, done: ReadonlySet<string>): CouponErrand | undefined {
  return errandsOf(state).find((errand) => !done.has(errand.id) && dueMsOf(errand) <= Date.now());
}
