/** How many units a shard may have issued; each change of it has a higher version. */
export interface Allowance {
  units: number;
  version: number;
}

const tables = `
  CREATE TABLE IF NOT EXISTS leases (shard INTEGER PRIMARY KEY, units INTEGER NOT NULL, version INTEGER NOT NULL);
  CREATE TABLE IF NOT EXISTS lease_terms (one INTEGER PRIMARY KEY CHECK (one = 1), limits TEXT NOT NULL, is_dry INTEGER NOT NULL);
`;

/** At the first shard: what each of the others may issue. At the others: what it may issue itself. */
export class KeptLeases {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    sql.exec(tables);
  }

  get(shard: number): Allowance {
    const [row] = this.#sql.exec<{ units: number; version: number }>(
      "SELECT units, version FROM leases WHERE shard = ?",
      shard,
    );
    return row ?? { units: 0, version: 0 };
  }

  put(shard: number, { units, version }: Allowance): void {
    this.#sql.exec(
      `INSERT INTO leases (shard, units, version) VALUES (?1, ?2, ?3)
       ON CONFLICT (shard) DO UPDATE SET units = ?2, version = ?3`,
      shard,
      units,
      version,
    );
  }

  shards(): number[] {
    return [...this.#sql.exec<{ shard: number }>("SELECT shard FROM leases")].map(({ shard }) => shard);
  }

  sum(): number {
    return this.#sql.exec<{ units: number }>("SELECT COALESCE(SUM(units), 0) AS units FROM leases").one()
      .units;
  }

  /** Under which limits the allowances were given, and whether nothing was left then. */
  terms(): { limits: string; isDry: boolean } {
    const [row] = this.#sql.exec<{ limits: string; is_dry: number }>(
      "SELECT limits, is_dry FROM lease_terms",
    );
    return { limits: row?.limits ?? "", isDry: row?.is_dry === 1 };
  }

  putTerms({ limits, isDry }: { limits: string; isDry: boolean }): void {
    this.#sql.exec(
      `INSERT INTO lease_terms (one, limits, is_dry) VALUES (1, ?1, ?2)
       ON CONFLICT (one) DO UPDATE SET limits = ?1, is_dry = ?2`,
      limits,
      isDry ? 1 : 0,
    );
  }
}
