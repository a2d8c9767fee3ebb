import { isVisitor, ownProfile, visitorNode } from "../../model/identity/node.ts";
import { recordProfiles } from "../record/record-profiles.ts";
import type { WakeUp } from "../wait/wake-up.ts";
import type { CouponErrands } from "./coupon-errands.ts";
import { forgetCoupons } from "./forget-coupons.ts";
import { markOf } from "./forgotten.ts";
import { forgottenRow } from "./index-row-of.ts";
import type { Inner } from "./inner.ts";
import type { Moving } from "./moving.ts";
import { nodesOf } from "./state.ts";
import { mayBeIndexed, tellingOf } from "./telling.ts";

/** More browsers than one person has. */
const mostForgotten = 500;

type Bindings = Pick<Env, "COUPONS" | "RECORDS" | "DB">;

interface Forgetful extends Omit<Inner, "later" | "runErrands"> {
  storage: DurableObjectStorage;
  wakeUp: WakeUp;
  moving: Moving;
  errands: CouponErrands;
}

/** Takes out what is not to be known any more, here and wherever this profile has told of it. */
export class Forgetting {
  readonly #env: Bindings;
  readonly #inner: Forgetful;

  constructor(env: Bindings, inner: Forgetful) {
    this.#env = env;
    this.#inner = inner;
  }

  /** Nothing is known of this person any more, and what was under way of them comes too late. */
  async person(site: string, visitor: string): Promise<void> {
    const { kept, outbox, wake } = this.#inner;
    const state = kept.get();
    const browsers = [...state.sources.keys()].filter((node) => isVisitor(node));
    const nodes = [...new Set([visitorNode(visitor), ...browsers])];
    const marks = [...new Set([...nodes.map(markOf), ...(state.forgotten?.marks ?? [])])];
    await this.#forgetCoupons([...nodes, ...nodesOf(state)]);
    await this.#deleteAll();
    // Whatever is told of somebody who comes back is newer.
    const version = state.version + 1;
    kept.change({ type: "forgotten", marks: marks.slice(0, mostForgotten), version, nowMs: Date.now() });
    await wake();
    if (mayBeIndexed(state)) await recordProfiles(this.#env, [forgottenRow({ ...state, version })]);
    const visitors = nodes.map(ownProfile);
    await outbox.takeBack(site, visitors);
  }

  /** Nothing stays here of what came by one of the person's browsers, which is its own again. */
  async browser(visitor: string): Promise<void> {
    const { kept, moving, news, outbox, wake } = this.#inner;
    const state = kept.get();
    const node = visitorNode(visitor);
    if (!state.sources.has(node)) return;
    const before = tellingOf(state);
    await this.#forgetCoupons([node]);
    const id = crypto.randomUUID();
    const all = { node, sinceMs: 0, untilMs: Number.MAX_SAFE_INTEGER };
    const move = { id, from: state.profile, to: visitor, sources: [all], slices: {} };
    kept.change({ type: "handOver", move, nowMs: Date.now(), isErased: true });
    await outbox.drop([visitor]);
    moving.handedOver(id);
    await news.tellIndex(before);
    await wake();
  }

  /** Nothing came for as long as the site keeps profiles: nothing stays but where others have gone. */
  async end(): Promise<void> {
    const { kept } = this.#inner;
    const state = kept.get();
    const { site, profile, slices } = state;
    const gone = forgottenRow({ ...state, version: state.version + 1 });
    await this.#forgetCoupons(nodesOf(state));
    await this.#deleteAll();
    if (Object.keys(slices).length > 0) {
      Object.assign(kept.get(), { site, profile, slices });
      kept.rewrite();
    }
    if (gone.site !== "") await recordProfiles(this.#env, [gone]);
  }

  async #forgetCoupons(nodes: readonly string[]): Promise<void> {
    const { kept, deciding, errands } = this.#inner;
    const state = kept.get();
    await errands.tellAll();
    if (state.sources.size > 0) await forgetCoupons(this.#env, state, nodes, await deciding());
  }

  async #deleteAll(): Promise<void> {
    const { kept, outbox, storage, wakeUp } = this.#inner;
    await storage.deleteAlarm();
    await storage.deleteAll();
    wakeUp.clear();
    outbox.reset();
    kept.close();
  }
}
