/** What was asked makes no sense. `code` stays the same for ever; `path` is what of the input is meant. */
export class StatisticsError extends RangeError {
  override readonly name = "StatisticsError";
  readonly code: StatisticsErrorCode;
  readonly path: string;

  constructor(code: StatisticsErrorCode, path: string, message: string) {
    super(`${path}: ${message}`);
    this.code = code;
    this.path = path;
  }
}

/** `invalid_arm` for what was counted, `invalid_option` for how it is to be judged. */
export type StatisticsErrorCode = "invalid_arm" | "invalid_option";

/** @throws {StatisticsError} where `value` is no number or not within the bounds, which belong to it. */
export function numberWithin(
  value: unknown,
  path: string,
  code: StatisticsErrorCode,
  { from = -Number.MAX_VALUE, to = Number.MAX_VALUE }: { from?: number; to?: number } = {},
): number {
  if (typeof value === "number" && value >= from && value <= to) return value;
  const bounds =
    from === -Number.MAX_VALUE
      ? "must be a number"
      : to === Number.MAX_VALUE
        ? `must be a number of at least ${from}`
        : `must be a number from ${from} to ${to}`;
  throw new StatisticsError(code, path, `${bounds}, not ${describe(value)}.`);
}

/** @throws {StatisticsError} where `value` is not a chance that is neither impossible nor certain. */
export function chance(value: unknown, path: string): number {
  if (typeof value === "number" && value > 0 && value < 1) return value;
  throw new StatisticsError("invalid_option", path, `must be between 0 and 1, not ${describe(value)}.`);
}

/** @throws {StatisticsError} where `value` is none of these. */
export function oneOf<Value extends string>(value: Value, known: readonly Value[], path: string): Value {
  if (known.includes(value)) return value;
  throw new StatisticsError("invalid_option", path, `must be one of ${known.join(", ")}.`);
}

function describe(value: unknown): string {
  return typeof value === "number" || value === undefined || value === null
    ? String(value)
    : `a ${typeof value}`;
}
