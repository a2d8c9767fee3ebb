/** Whoever looks again so soon goes on looking: what changed before stays on the page. */
const samelookMs = 30 * 60_000;

interface Looks {
  /** When the look before this one ended. */
  sinceMs: number | null;
  lookedAtMs: number;
}

/**
 * When somebody last looked at a site before now, in ms; `null` for the first time. Notes that they look now.
 * @param storage the browser's own; where it refuses, each look is the first.
 */
export function lastLook(
  storage: Pick<Storage, "getItem" | "setItem">,
  of: string,
  nowMs: number,
): number | null {
  const key = `looked-at ${of}`;
  try {
    const known = read(storage.getItem(key));
    const goesOn = known !== null && nowMs - known.lookedAtMs < samelookMs;
    const sinceMs = goesOn ? known.sinceMs : (known?.lookedAtMs ?? null);
    storage.setItem(key, JSON.stringify({ sinceMs, lookedAtMs: nowMs } satisfies Looks));
    return sinceMs;
  } catch {
    return null;
  }
}

function read(text: string | null): Looks | null {
  if (text === null) return null;
  const { sinceMs, lookedAtMs } = JSON.parse(text) as Partial<Looks>;
  if (typeof lookedAtMs !== "number") return null;
  return { lookedAtMs, sinceMs: typeof sinceMs === "number" ? sinceMs : null };
}
