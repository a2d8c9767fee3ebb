import type { Slice } from "../../model/identity/link.ts";

/** By source: whose it was when, the earliest slice first. A source that is not in it belongs to the profile that has it. */
export type Slices = Readonly<Record<string, readonly Slice[]>>;

/** Whose the source's doing at a moment is; `undefined` where nothing speaks against the profile that was asked. */
export function sliceAt(slices: Slices, source: string, timeMs: number): Slice | undefined {
  const own = Object.hasOwn(slices, source) ? slices[source] : undefined;
  return own?.findLast(({ sinceMs }) => sinceMs <= timeMs) ?? own?.[0];
}

/** When the profile's own slice began that a moment is in; 0 where there was none before it. */
export function sinceWhen(slices: Slices, source: string, timeMs: number): number {
  const slice = sliceAt(slices, source, timeMs);
  return slice === undefined || slice === slices[source]?.[0] ? 0 : slice.sinceMs;
}
