/**
 * `idle`: nobody has it yet; `used`: it was issued here. The first shard lends codes to others (`lent`), and those give
 * them back (`returned`), which they go on saying, since the first one may not have heard.
 */

const tables = `
  CREATE TABLE IF NOT EXISTS stock (number INTEGER PRIMARY KEY AUTOINCREMENT, code TEXT NOT NULL UNIQUE COLLATE NOCASE, state TEXT NOT NULL, shard INTEGER, version INTEGER NOT NULL DEFAULT 0);
  CREATE INDEX IF NOT EXISTS idle_stock ON stock (number) WHERE state = 'idle';
`;

/** The codes of an imported pool: all of them at the first shard, and at the others those that were lent to them. */
export class KeptStock {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    sql.exec(tables);
  }

  /** @returns `false` where the code is in the pool already. */
  add(code: string): boolean {
    const added = this.#codes(
      "INSERT INTO stock (code, state) VALUES (?, 'idle') ON CONFLICT DO NOTHING RETURNING code",
      code,
    );
    return added.length > 0;
  }

  /** The one that has been here longest. */
  take(): string | undefined {
    return this.#codes(
      `UPDATE stock SET state = 'used' WHERE number = (SELECT MIN(number) FROM stock WHERE state = 'idle') RETURNING code`,
    )[0];
  }

  /** Takes this one. @returns `false` where nobody can be issued it here. */
  use(code: string): boolean {
    return (
      this.#codes("UPDATE stock SET state = 'used' WHERE code = ? AND state = 'idle' RETURNING code", code)
        .length > 0
    );
  }

  /** Whether the first shard has it back, or soon has. */
  isReturned(code: string): boolean {
    return this.#codes("SELECT code FROM stock WHERE code = ? AND state = 'returned'", code).length > 0;
  }

  has(code: string): boolean {
    return this.#codes("SELECT code FROM stock WHERE code = ?", code).length > 0;
  }

  /** To which shard a code was lent; `undefined` where it is here, or nowhere. */
  shardOf(code: string): number | undefined {
    const [row] = this.#sql.exec<{ shard: number }>(
      "SELECT shard FROM stock WHERE code = ? AND state = 'lent'",
      code,
    );
    return row?.shard;
  }

  isEmpty(): boolean {
    return this.#codes("SELECT code FROM stock WHERE state = 'idle' LIMIT 1").length === 0;
  }

  count(most = Number.MAX_SAFE_INTEGER): number {
    return this.#sql
      .exec<{ codes: number }>(
        "SELECT COUNT(*) AS codes FROM (SELECT 1 FROM stock WHERE state = 'idle' LIMIT ?)",
        most,
      )
      .one().codes;
  }

  lend(shard: number, count: number, version: number): string[] {
    return this.#codes(
      `UPDATE stock SET state = 'lent', shard = ?, version = ?
       WHERE number IN (SELECT number FROM stock WHERE state = 'idle' ORDER BY number LIMIT ?) RETURNING code`,
      shard,
      version,
      count,
    );
  }

  /** What a shard was lent after this version of its lease, and may not have heard of. */
  lentSince(shard: number, version: number): string[] {
    return this.#codes(
      "SELECT code FROM stock WHERE state = 'lent' AND shard = ? AND version > ?",
      shard,
      version,
    );
  }

  receive(codes: readonly string[]): void {
    for (const code of codes)
      this.#sql.exec(
        `INSERT INTO stock (code, state) VALUES (?, 'idle')
         ON CONFLICT (code) DO UPDATE SET state = 'idle' WHERE state = 'returned'`,
        code,
      );
  }

  /** Nobody is issued any of these here any more. */
  giveBack(): string[] {
    this.#sql.exec("UPDATE stock SET state = 'returned' WHERE state = 'idle'");
    return this.#codes("SELECT code FROM stock WHERE state = 'returned'");
  }

  takeBack(shard: number, codes: readonly string[]): void {
    this.#sql.exec(
      `UPDATE stock SET state = 'idle', shard = NULL
       WHERE state = 'lent' AND shard = ? AND code IN (SELECT value FROM json_each(?))`,
      shard,
      JSON.stringify(codes),
    );
  }

  #codes(query: string, ...values: SqlStorageValue[]): string[] {
    return [...this.#sql.exec<{ code: string }>(query, ...values)].map(({ code }) => code);
  }
}
