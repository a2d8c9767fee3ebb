import { type Change, make } from "./change.ts";
import { Journal } from "./journal.ts";
import { emptyState, type ProfileState } from "./state.ts";
import { stateOf, textOf } from "./stored-state.ts";

/** What is known of a person, in memory as it is written in the profile's journal. */
export class KeptState {
  readonly #storage: DurableObjectStorage;
  #opened: { state: ProfileState; journal: Journal<Change> } | undefined;

  constructor(storage: DurableObjectStorage) {
    this.#storage = storage;
  }

  /** The same object until it is closed; only changes change it. */
  get(): ProfileState {
    return this.#open().state;
  }

  /** Makes a change and writes it down, or does neither. */
  change(change: Change): void {
    const { state, journal } = this.#open();
    try {
      make(state, change);
      journal.write(change, () => textOf(state));
    } catch (error) {
      // What is in memory may be half of it: what was written counts.
      this.close();
      throw error;
    }
  }

  /** Writes it anew, so that nothing stays here of what it does not hold any more. */
  rewrite(): void {
    const { state, journal } = this.#open();
    journal.rewrite(textOf(state));
  }

  /** What was written counts from now on. */
  close(): void {
    this.#opened = undefined;
  }

  #open() {
    if (this.#opened !== undefined) return this.#opened;
    const journal = new Journal<Change>(this.#storage);
    const { text, changes } = journal.open();
    const state = text === undefined ? emptyState() : stateOf(text);
    for (const change of changes) make(state, change);
    return (this.#opened = { state, journal });
  }
}
