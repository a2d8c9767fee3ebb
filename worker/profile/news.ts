import { ownProfile } from "../../model/identity/node.ts";
import { recordProfiles } from "../record/record-profiles.ts";
import { type Asked, askedBy } from "./arrival.ts";
import type { Inner } from "./inner.ts";
import { judgingOf } from "./judging.ts";
import { sliceAt } from "./slices.ts";
import { snapshotOf } from "./snapshot-of.ts";
import { isTelling, type Telling, toldOf } from "./telling.ts";

/** So many of somebody's browsers are told, those that were here last, and lately. */
const mostTold = 10;
const latelyMs = 30 * 24 * 60 * 60_000;

/** What live rules ask of a profile, and when. */
type AskedNow = Pick<Asked, "counters" | "wanted" | "strategies"> & { nowMs: number };

/** Tells others what a profile knows: the person's browsers, and the index of profiles. */
export class News {
  readonly #env: Pick<Env, "RECORDS" | "DB">;
  readonly #inner: Pick<Inner, "kept" | "outbox" | "deciding">;

  constructor(env: Pick<Env, "RECORDS" | "DB">, inner: Pick<Inner, "kept" | "outbox" | "deciding">) {
    this.#env = env;
    this.#inner = inner;
  }

  /** The index, and the browsers of whoever is left, know who they are now. */
  async tellAll(before: Telling): Promise<void> {
    await this.tellIndex(before);
    await this.tellBrowsersAt(Date.now());
  }

  /** Tells the index of what changed since. */
  async tellIndex(before: Telling): Promise<void> {
    const bundle = (await this.#inner.deciding())?.bundle;
    const state = this.#inner.kept.get();
    if (state.site === "" || !isTelling(state, { isTold: true, before })) return;
    const judging = bundle === undefined ? null : judgingOf(bundle);
    await recordProfiles(this.#env, [toldOf(state, askedBy(bundle), { judging, nowMs: Date.now() })]);
  }

  /** As `tellBrowsers`, where nobody has said what live rules ask. */
  async tellBrowsersAt(nowMs: number): Promise<void> {
    await this.tellBrowsers({ ...(await this.#asked()), nowMs });
  }

  /** The person's browsers learn with their next page, through KV, what no browser of theirs brought. */
  async tellBrowsers(asked: AskedNow): Promise<void> {
    const { kept, outbox } = this.#inner;
    const state = kept.get();
    if (asked.counters === null) return;
    const lately = [...state.sources]
      .filter(([node, { session, seenAtMs }]) => {
        const isHere = (sliceAt(state.slices, node, asked.nowMs)?.profile ?? state.profile) === state.profile;
        return session !== null && isHere && seenAtMs > asked.nowMs - latelyMs;
      })
      .sort(([, a], [, b]) => b.seenAtMs - a.seenAtMs)
      .slice(0, mostTold);
    const snapshots = lately.map(([node]) => {
      const visitor = ownProfile(node);
      return snapshotOf(state, { ...asked, visitor, carried: null });
    });
    await outbox.send(
      state.site,
      snapshots.filter((snapshot) => snapshot !== null),
      true,
    );
  }

  async #asked(): Promise<Asked> {
    return askedBy((await this.#inner.deciding())?.bundle);
  }
}
