const tables = `
  CREATE TABLE IF NOT EXISTS claims (name TEXT PRIMARY KEY, place INTEGER NOT NULL) WITHOUT ROWID;
`;

/** At which shard somebody's units are who is known here by another name, or an order. */
export class KeptClaims {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    sql.exec(tables);
  }

  get(names: readonly string[]): number | undefined {
    const [row] = this.#sql.exec<{ place: number }>(
      "SELECT place FROM claims WHERE name IN (SELECT value FROM json_each(?)) ORDER BY name LIMIT 1",
      JSON.stringify(names),
    );
    return row?.place;
  }

  put(names: readonly string[], place: number): void {
    this.#sql.exec(
      "INSERT OR IGNORE INTO claims (name, place) SELECT value, ?2 FROM json_each(?1)",
      JSON.stringify(names),
      place,
    );
  }

  forget(names: readonly string[]): void {
    this.#sql.exec(
      "DELETE FROM claims WHERE name IN (SELECT value FROM json_each(?))",
      JSON.stringify(names),
    );
  }
}
