import { type Opening, openingOf } from "./opening.ts";
import type { KeptTerms as Terms } from "./told.ts";

const tables = `
  CREATE TABLE IF NOT EXISTS terms (one INTEGER PRIMARY KEY CHECK (one = 1), terms TEXT NOT NULL);
`;

/** The newest terms that anybody told of. */
export class KeptTerms {
  readonly #sql: SqlStorage;
  #read: { terms: Terms; opening: Opening } | undefined;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    sql.exec(tables);
    this.reset();
  }

  find(): Terms | undefined {
    return this.#read?.terms;
  }

  /** @throws where nobody told of any yet. */
  get(): Terms {
    return this.#known().terms;
  }

  opening(): Opening {
    return this.#known().opening;
  }

  put(terms: Terms): void {
    this.#sql.exec("INSERT OR REPLACE INTO terms (one, terms) VALUES (1, ?)", JSON.stringify(terms));
    this.reset();
  }

  /** Reads them again, as they were written. */
  reset(): void {
    const [row] = this.#sql.exec<{ text: string }>("SELECT terms AS text FROM terms");
    const terms = row === undefined ? undefined : (JSON.parse(row.text) as Terms);
    this.#read = terms === undefined ? undefined : { terms, opening: openingOf(terms) };
  }

  #known() {
    if (this.#read === undefined) throw new Error("Nobody has told this coupon what it goes by.");
    return this.#read;
  }
}
