const keptForMs = 7 * 24 * 60 * 60_000;
const mostKept = 100_000;
/** With each new one so many old ones go, so that they become fewer where they were too many. */
const droppedWithEach = 4;

const tables = `
  CREATE TABLE IF NOT EXISTS answers (number INTEGER PRIMARY KEY AUTOINCREMENT, request TEXT NOT NULL UNIQUE, answer TEXT, unit INTEGER, at_ms INTEGER NOT NULL);
`;

/** What was answered to wishes lately, so that the same wish has the same answer. */
export class KeptAnswers {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    sql.exec(tables);
  }

  /** @returns `null` where it was refused, which the same wish need not be again; `undefined` where it is new. */
  get(request: string): unknown {
    const [row] = this.#sql.exec<{ answer: string | null }>(
      "SELECT answer FROM answers WHERE request = ?",
      request,
    );
    return row === undefined || row.answer === null ? row?.answer : JSON.parse(row.answer);
  }

  /** @param answer `null` for a refusal. */
  put(request: string, answer: unknown, { unit, nowMs }: { unit: number | null; nowMs: number }): void {
    const { number } = this.#sql
      .exec<{ number: number }>(
        `INSERT INTO answers (request, answer, unit, at_ms) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (request) DO UPDATE SET answer = ?2, unit = ?3 RETURNING number`,
        request,
        answer === null ? null : JSON.stringify(answer),
        unit,
        nowMs,
      )
      .one();
    this.#sql.exec(
      `DELETE FROM answers WHERE number IN (SELECT number FROM answers ORDER BY number LIMIT ?)
         AND (number <= ? OR at_ms < ?)`,
      droppedWithEach,
      number - mostKept,
      nowMs - keptForMs,
    );
  }

  /** What was said about a unit whose holder is not to be known any more. */
  forget(unit: number): void {
    this.#sql.exec("DELETE FROM answers WHERE unit = ?", unit);
  }

  /** That somebody was refused who is not to be known any more: a wish may be called by who has it. */
  forgetRefused(marks: readonly string[]): void {
    this.#sql.exec(
      `DELETE FROM answers WHERE unit IS NULL
         AND EXISTS (SELECT 1 FROM json_each(?) WHERE value <> '' AND instr(request, value) > 0)`,
      JSON.stringify(marks),
    );
  }
}
