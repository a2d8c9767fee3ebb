import { KeptLeases } from "./kept-leases.ts";
import { KeptStock } from "./kept-stock.ts";
import type { KeptTerms } from "./told.ts";

/** What a shard asks of the first one, having spent what it was lent. */
export interface LeaseAsked {
  terms: KeptTerms;
  shard: number;
  /** How many units it has issued, and may issue without an answer. */
  units: number;
  version: number;
  /** `false`: it only tells. */
  wantsMore: boolean;
}

export interface Lease {
  terms: KeptTerms;
  units: number;
  version: number;
  /** Of an imported pool: what it was lent since the version that it knows. */
  codes: string[];
  /** Nothing is left anywhere. */
  isDry: boolean;
}

export interface GivenBack {
  units: number;
  codes: string[];
}

/** The other shards, as far as a shard needs them. */
export interface OtherShard {
  lease(asked: LeaseAsked): Promise<Lease>;
  giveBack(terms: KeptTerms, version: number): Promise<GivenBack | null>;
}

/** What a shard knows of itself. */
export interface OwnShard {
  shard: number;
  sql: SqlStorage;
  /** Does all of it, or nothing where it throws. */
  transact: <T>(work: () => T) => T;
  terms: () => KeptTerms;
  learn: (terms: KeptTerms) => void;
  /** How many units count against the limit. */
  taken: () => number;
  other: (shard: number) => OtherShard;
}

/** While nothing is left, shards ask each other again only after so long. */
const dryForMs = 1000;
/** More codes are not lent at once: they all go in one message. */
const mostAtOnce = 500;
const mostRounds = 6;

/**
 * What is left to be issued, of a limit or of an imported pool, shared by shards. The first one lends to the others in
 * blocks that become smaller towards the end, and takes back what lies idle with them when it has nothing left. What a
 * shard believes that it may issue is never more than what the first one has written down for it: whatever is lost on
 * the way is sent again, and whatever comes late is known by its version.
 */
export class Supply {
  readonly stock: KeptStock;
  readonly #leases: KeptLeases;
  readonly #own: OwnShard;
  readonly #asking = new Set<number>();
  #dryUntilMs = 0;
  #asked: Promise<void> | undefined;
  #reclaiming: Promise<void> | undefined;

  constructor(own: OwnShard) {
    this.#own = own;
    this.stock = new KeptStock(own.sql);
    this.#leases = new KeptLeases(own.sql);
  }

  /** There are other terms now. Where the limits are others too, all shards are asked again what they have. */
  changed(before: KeptTerms): void {
    if (limitsOf(before) === limitsOf(this.#own.terms())) return;
    this.#leases.putTerms({ limits: "", isDry: false });
    this.#dryUntilMs = 0;
  }

  /** Whether a unit may be issued without asking another shard. */
  hasRoom(): boolean {
    const { limits, pool } = this.#own.terms();
    if (pool?.kind === "imported" && this.stock.isEmpty()) return false;
    if (limits.total === null && (pool?.kind !== "imported" || this.#own.shard === 0)) return true;
    if (this.#own.shard === 0) return this.#isSettled() && this.#left() > 0;
    return (
      this.#leases.terms().limits === limitsOf(this.#own.terms()) &&
      this.#leases.get(this.#own.shard).units > this.#own.taken()
    );
  }

  /** Nobody can be issued one, at any shard. */
  isSpent(): boolean {
    if (this.hasRoom()) {
      this.#setDry(false);
      return false;
    }
    return this.#others().length === 0 || this.#leases.terms().isDry;
  }

  /**
   * Gets more from other shards.
   * @returns whether there is room now.
   * @throws where a shard does not answer: it may have what is left.
   */
  async more(): Promise<boolean> {
    if (this.#own.shard === 0) await this.#reclaim();
    else if (Date.now() >= this.#dryUntilMs)
      await (this.#asked ??= this.#ask(true).finally(() => (this.#asked = undefined)));
    return this.hasRoom();
  }

  /** Whether the first shard may think that nothing is left, though something became free here. */
  isToTell(): boolean {
    if (this.#own.shard === 0) return false;
    return this.#leases.terms().isDry && this.#leases.get(this.#own.shard).units > this.#own.taken();
  }

  /** Tells the first shard how much less was issued here. */
  async tell(): Promise<void> {
    await this.#asked;
    await (this.#asked ??= this.#ask(false).finally(() => (this.#asked = undefined)));
  }

  async #ask(wantsMore: boolean): Promise<void> {
    const { shard, transact, learn } = this.#own;
    for (let round = 0; round < mostRounds; round += 1) {
      const asked = transact(() => {
        const { version } = this.#leases.get(shard);
        // Until it is answered nothing is issued here, so that what the first shard writes down is true.
        const units = this.#own.taken();
        this.#leases.put(shard, { units, version });
        return { terms: this.#own.terms(), shard, units, version, wantsMore };
      });
      const lease = await this.#own.other(0).lease(asked);
      const isNews = transact(() => {
        learn(lease.terms);
        const isNewer = lease.version > this.#leases.get(shard).version;
        if (isNewer) {
          this.#leases.put(shard, lease);
          this.stock.receive(lease.codes);
        }
        this.#leases.putTerms({ limits: limitsOf(lease.terms), isDry: lease.isDry || !isNewer });
        return isNewer;
      });
      if (lease.isDry) this.#dryUntilMs = Date.now() + dryForMs;
      if (lease.isDry || !wantsMore || (isNews && this.hasRoom())) return;
    }
  }

  /** At the first shard: lends to another one. */
  async lend(asked: LeaseAsked): Promise<Lease> {
    this.#own.learn(asked.terms);
    const lent = this.#lendNow(asked, false);
    if (lent !== undefined) return lent;
    this.#asking.add(asked.shard);
    try {
      await this.#reclaim();
    } finally {
      this.#asking.delete(asked.shard);
    }
    const last = this.#lendNow(asked, true);
    if (last === undefined) throw new Error("A shard did not say what it has.");
    return last;
  }

  /** @returns `undefined` where others are to be asked first. */
  #lendNow(asked: LeaseAsked, isLast: boolean): Lease | undefined {
    return this.#own.transact(() => {
      const { shard } = asked;
      const { limits } = this.#own.terms();
      const known = this.#leases.get(shard);
      if (asked.version < known.version) return this.#lease(shard, asked.version, false);
      this.#leases.put(shard, { units: asked.units, version: known.version });
      if (!asked.wantsMore) return this.#lease(shard, known.version, false);
      const isSettled = this.#isSettled();
      const count = isSettled ? this.#block() : 0;
      if (count > 0) {
        const version = known.version + 1;
        if (this.#own.terms().pool?.kind === "imported") this.stock.lend(shard, count, version);
        this.#leases.put(shard, { units: asked.units + count, version });
        this.#setDry(false);
        this.#dryUntilMs = 0;
        return this.#lease(shard, known.version, false);
      }
      if (!isLast) return undefined;
      if (!isSettled) throw new Error(`The limit changed to ${limits.total} meanwhile.`);
      return this.#lease(shard, known.version, true);
    });
  }

  #lease(shard: number, since: number, isDry: boolean): Lease {
    const codes = this.stock.lentSince(shard, since);
    return { ...this.#leases.get(shard), terms: this.#own.terms(), codes, isDry };
  }

  /** How many are lent at once: half of a fair share of what is left. */
  #block(): number {
    const { pool, shards } = this.#own.terms();
    const codes = pool?.kind === "imported" ? this.stock.count(2 * shards * mostAtOnce) : Infinity;
    const left = Math.min(this.#left(), codes);
    return left <= 0 ? 0 : Math.min(mostAtOnce, Math.max(1, Math.floor(left / (2 * shards))));
  }

  /** What the first shard may lend, or issue itself. */
  #left(): number {
    const { total } = this.#own.terms().limits;
    return total === null ? Infinity : total - this.#leases.sum() - this.#own.taken();
  }

  /** Whether the other shards go by the limits of now. */
  #isSettled(): boolean {
    return this.#others().length === 0 || this.#leases.terms().limits === limitsOf(this.#own.terms());
  }

  /** At the first shard: takes back what lies idle with the others. */
  async #reclaim(): Promise<void> {
    if (Date.now() < this.#dryUntilMs && this.#isSettled()) return;
    await (this.#reclaiming ??= this.#askAll().finally(() => (this.#reclaiming = undefined)));
  }

  async #askAll(): Promise<void> {
    const terms = this.#own.terms();
    // Who asks has nothing idle.
    const others = this.#others().filter((shard) => !this.#asking.has(shard));
    await Promise.all(others.map((shard) => this.#takeBack(shard, terms)));
    const isDry = this.#own.transact(() => {
      this.#leases.putTerms({ limits: limitsOf(terms), isDry: false });
      const isEmpty = this.#isSettled() && this.#block() === 0;
      this.#setDry(isEmpty);
      return isEmpty;
    });
    if (isDry) this.#dryUntilMs = Date.now() + dryForMs;
  }

  async #takeBack(shard: number, terms: KeptTerms): Promise<void> {
    const { transact } = this.#own;
    const version = transact(() => {
      const known = this.#leases.get(shard);
      this.#leases.put(shard, { ...known, version: known.version + 1 });
      return known.version + 1;
    });
    const given = await this.#own.other(shard).giveBack(terms, version);
    if (given === null) return;
    transact(() => {
      // Something newer was said since: then this one is not true any more.
      if (this.#leases.get(shard).version !== version) return;
      this.#leases.put(shard, { units: given.units, version });
      this.stock.takeBack(shard, given.codes);
    });
  }

  /** At another shard than the first: nothing more is issued of what lies idle here. `null`: it knows of something newer. */
  giveBack(terms: KeptTerms, version: number): GivenBack | null {
    const { shard, transact, learn, taken } = this.#own;
    return transact(() => {
      learn(terms);
      if (version <= this.#leases.get(shard).version) return null;
      const units = taken();
      this.#leases.put(shard, { units, version });
      this.#leases.putTerms({ limits: limitsOf(this.#own.terms()), isDry: true });
      return { units, codes: this.stock.giveBack() };
    });
  }

  #others(): number[] {
    const { shards } = this.#own.terms();
    const named = Array.from({ length: shards - 1 }, (_, index) => index + 1);
    return [...new Set([...named, ...this.#leases.shards()])];
  }

  #setDry(isDry: boolean): void {
    const known = this.#leases.terms();
    if (known.isDry !== isDry) this.#leases.putTerms({ ...known, isDry });
  }
}

/** What allowances are given by: with another limit, all of them are asked for again. */
function limitsOf({ limits, pool }: KeptTerms): string {
  return JSON.stringify([limits.total, pool?.kind ?? null]);
}
