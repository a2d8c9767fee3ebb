import type { Move } from "../../model/identity/move.ts";
import { ownProfile } from "../../model/identity/node.ts";
import type { Inner } from "./inner.ts";
import type { Handed } from "./move.ts";
import { tellingOf } from "./telling.ts";

/** Moves what came by a source from one profile to another: this one hands it over, or takes it over. */
export class Moving {
  readonly #inner: Omit<Inner, "deciding">;

  constructor(inner: Omit<Inner, "deciding">) {
    this.#inner = inner;
  }

  /** Takes out what the move is about, and keeps it aside. The same again for the same move. */
  async handOver(move: Move): Promise<Handed> {
    const { kept, outbox, news, wake, later, runErrands } = this.#inner;
    const state = kept.get();
    const before = tellingOf(state);
    if (!state.moved.includes(move.id)) kept.change({ type: "handOver", move, nowMs: Date.now() });
    await outbox.drop(move.sources.map(({ node }) => ownProfile(node)));
    await wake();
    const handed = state.leaving[move.id];
    const { site, version, retention } = state;
    if (handed === undefined) return { site, version, retention, sources: [], events: [], traits: [] };
    if (state.sources.size + handed.sources.length > 0) later(() => news.tellAll(before));
    runErrands();
    return handed;
  }

  /** Takes over what another profile handed over, once for each move. The person's browsers know with their next page. */
  async takeOver(move: Move, handed: Handed): Promise<void> {
    const { kept, news, wake, later, runErrands } = this.#inner;
    const state = kept.get();
    if (state.moved.includes(move.id)) return;
    const before = tellingOf(state);
    kept.change({ type: "takeOver", move, handed, nowMs: Date.now() });
    await wake();
    if (state.sources.size > 0) later(() => news.tellAll(before));
    runErrands();
  }

  /** The other profile has it: it need not be kept aside any more. */
  handedOver(id: string): void {
    const { kept } = this.#inner;
    if (!Object.hasOwn(kept.get().leaving, id)) return;
    kept.change({ type: "handedOver", id });
    // What is somebody else's now does not stay in what was written here before.
    kept.rewrite();
  }
}
