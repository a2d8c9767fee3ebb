import type { Move } from "../../model/identity/move.ts";

/** A profile, as far as moves concern it. Each step may come again: it is known by the move's id. */
export interface Party {
  /** Takes out what the move is about. @returns it, for the other profile; the same when asked again. */
  handOver(move: Move): Promise<unknown>;
  takeOver(move: Move, handed: unknown): Promise<unknown>;
  /** The other profile has it: it need not be kept for another try. */
  handedOver(id: string): Promise<unknown>;
}
