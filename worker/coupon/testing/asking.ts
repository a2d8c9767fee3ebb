import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import type { Coupon } from "../../../model/coupon/coupon.ts";
import { issueCoupon, ledgerOf } from "../ask-coupon.ts";
import type { AskedOf, Holder, Ledger } from "../asked.ts";
import { objectOf } from "../object-of.ts";

export const noLimits = { total: null, perPerson: null, perDay: null };
export const generated = { kind: "generated", pattern: "GLOW-#############" } as const;
export const imported = { kind: "imported" } as const;

let requests = 0;

/** Asks about coupons of one site; each call is a wish of its own. */
export class Asking {
  readonly site: string;

  constructor(site: string) {
    this.site = site;
  }

  of(coupon: Coupon, version = 1): AskedOf {
    requests += 1;
    return {
      site: this.site,
      terms: { version, coupon, timeZone: "Europe/Berlin" },
      requestId: `request-${requests}`,
      nowMs: Date.now(),
    };
  }

  /** @returns the code. */
  async issue(coupon: Coupon, holder: Holder): Promise<string> {
    const answer = await issueCoupon(env, this.of(coupon), { holder });
    if (!answer.ok) throw new Error(answer.reason);
    return answer.code;
  }

  ledger({ id, shards }: Coupon): Promise<Ledger> {
    return ledgerOf(env, { site: this.site, coupon: id, shards });
  }

  /** The object ends in the middle of whatever it does: what it has answered is written, all else may be lost. */
  async crash({ id }: Coupon, shard = 0): Promise<void> {
    const object = objectOf(env, { site: this.site, coupon: id }, shard);
    await runInDurableObject(object, (_object, state) => state.abort("It crashes.")).catch(() => undefined);
  }
}

export function person(name: string, ...marks: string[]): Holder {
  return { profile: name, marks };
}

/** Asks as callers do who never give up, however often it fails. */
export async function persistently<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      if (tries === 50) throw error;
      await scheduler.wait(1);
    }
  }
}
