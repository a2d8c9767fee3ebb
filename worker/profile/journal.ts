/** So many changes are written beside the state before it is written anew. */
const slots = 64;
/** A change that is longer is written with the state as a whole. */
const longestEntry = 200_000;
/** In UTF-16 units: 1.2 MB of UTF-8 at most, where a row may have 2 MB. */
const longestPart = 400_000;

/** Each is made when there is something to write: a table costs a written row, and many profiles have a single event. */
const tables = {
  journal: "CREATE TABLE journal (slot INTEGER PRIMARY KEY, seq INTEGER NOT NULL, entry TEXT NOT NULL)",
  state: "CREATE TABLE state (part INTEGER PRIMARY KEY, seq INTEGER NOT NULL, value TEXT NOT NULL)",
};

/** What a journal held when it was opened. */
export interface Kept<Change> {
  /** The state as it was last written; `undefined` for none. */
  text: string | undefined;
  /** What changed since, in order. */
  changes: Change[];
}

/**
 * Keeps a state in a durable object at the price of one written row for each change: the change alone is written, and
 * from time to time the state as a whole. Changes must give the same state again when they are made again.
 */
export class Journal<Change> {
  readonly #storage: DurableObjectStorage;
  /** Of the latest change, and of the change that the written state includes. */
  #seq = 0;
  #stateSeq = 0;
  #parts = 0;
  readonly #ready = new Set<string>();

  constructor(storage: DurableObjectStorage) {
    this.#storage = storage;
  }

  open(): Kept<Change> {
    const parts = this.#has("state")
      ? [...this.#exec<{ seq: number; value: string }>("SELECT seq, value FROM state ORDER BY part")]
      : [];
    this.#parts = parts.length;
    this.#stateSeq = parts[0]?.seq ?? 0;
    const entries = this.#has("journal")
      ? [
          ...this.#exec<{ seq: number; entry: string }>(
            "SELECT seq, entry FROM journal WHERE seq > ? ORDER BY seq",
            this.#stateSeq,
          ),
        ]
      : [];
    this.#seq = entries.at(-1)?.seq ?? this.#stateSeq;
    return {
      text: parts.length === 0 ? undefined : parts.map(({ value }) => value).join(""),
      changes: entries.map(({ entry }) => JSON.parse(entry) as Change),
    };
  }

  /**
   * Writes a change down: all of it, or nothing where this throws.
   * @param state gives the state after the change as text.
   */
  write(change: Change, state: () => string): void {
    const seq = this.#seq + 1;
    const entry = JSON.stringify(change);
    const whole = seq - this.#stateSeq >= slots || entry.length > longestEntry;
    this.#storage.transactionSync(() => {
      if (whole) this.#writeState(seq, state());
      else this.#writeEntry(seq, entry);
    });
    this.#seq = seq;
  }

  /** Writes the state anew, and nothing stays of changes that are over. */
  rewrite(text: string): void {
    this.#storage.transactionSync(() => {
      this.#writeState(this.#seq, text);
      if (this.#has("journal")) this.#exec("DELETE FROM journal");
    });
  }

  #writeEntry(seq: number, entry: string): void {
    this.#need("journal");
    this.#exec(
      "INSERT INTO journal (slot, seq, entry) VALUES (?1, ?2, ?3) ON CONFLICT (slot) DO UPDATE SET seq = ?2, entry = ?3",
      seq % slots,
      seq,
      entry,
    );
  }

  #writeState(seq: number, text: string): void {
    this.#need("state");
    const parts = partsOf(text);
    for (const [part, value] of parts.entries())
      this.#exec(
        "INSERT INTO state (part, seq, value) VALUES (?1, ?2, ?3) ON CONFLICT (part) DO UPDATE SET seq = ?2, value = ?3",
        part,
        seq,
        value,
      );
    if (parts.length < this.#parts) this.#exec("DELETE FROM state WHERE part >= ?", parts.length);
    this.#parts = parts.length;
    this.#stateSeq = seq;
  }

  #has(table: keyof typeof tables): boolean {
    const [row] = this.#exec("SELECT 1 FROM sqlite_master WHERE name = ?", table);
    return row !== undefined;
  }

  #need(table: keyof typeof tables): void {
    if (!this.#ready.has(table) && !this.#has(table)) this.#exec(tables[table]);
    this.#ready.add(table);
  }

  #exec<T extends Record<string, SqlStorageValue>>(query: string, ...values: SqlStorageValue[]) {
    return this.#storage.sql.exec<T>(query, ...values);
  }
}

/** No character of two units is cut in two: its halves would be lost. */
function partsOf(text: string): string[] {
  const parts: string[] = [];
  for (let from = 0; from < text.length;) {
    const to = from + longestPart;
    const end = isHighSurrogate(text.charCodeAt(to - 1)) ? to - 1 : to;
    parts.push(text.slice(from, end));
    from = end;
  }
  return parts;
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}
