/** An object's one alarm. Each setting of it is paid like a row that is written, so it is only ever set to an earlier time. */
export class WakeUp {
  readonly #storage: DurableObjectStorage;
  /** `undefined` until it was looked up. */
  #setMs: number | null | undefined;

  constructor(storage: DurableObjectStorage) {
    this.#storage = storage;
  }

  /** Wakes this object by then. It may also be woken sooner, for nothing. */
  async by(dueMs: number): Promise<void> {
    this.#setMs ??= await this.#storage.getAlarm();
    if (this.#setMs !== null && this.#setMs <= dueMs) return;
    this.#setMs = dueMs;
    await this.#storage.setAlarm(dueMs);
  }

  /** The alarm has gone off, or was deleted. */
  clear(): void {
    this.#setMs = null;
  }
}
