import type { Api } from "../../worker/api/contract.ts";
import { heard } from "../api/in-words.ts";
import { t } from "./messages.ts";

export type Audience = Api["POST /segments/audience?site=:site"]["answer"];

/** How many people a condition is about, as whoever writes it should read it: no more digits than are known. */
export function audienceText({ now, reachable7d, error, unknown }: Audience): string[] {
  const isExact = error.now.low === error.now.high;
  const shown = isExact ? (count: number) => count : rounded;
  const size = unknown.length > 0 ? "audienceAtMost" : isExact ? "audience" : "audienceAbout";
  const range = { low: rounded(error.now.low), high: rounded(error.now.high) };
  const reasons = [...new Set(unknown.map(({ reason }) => reason))];
  return [
    t(size, { now: shown(now) }),
    ...(now > 0 ? [t("audienceRecent", { recent: shown(reachable7d) })] : []),
    ...(isExact ? [] : [t("audienceRange", range)]),
    ...reasons.map((reason) => t("audienceLeftOut", { reason: heard.inWords(reason) })),
  ];
}

/** How many of those who were here of late also come under what a count was asked about. */
export function aheadText({ reachable7d, error, unknown }: Audience): string {
  const { low, high } = error.reachable7d;
  const isExact = low === high;
  const size = unknown.length > 0 ? "aheadAtMost" : isExact ? "aheadExactly" : "aheadAbout";
  return t(size, { recent: isExact ? reachable7d : rounded(reachable7d) });
}

/** Three digits say as much as a sample knows. */
function rounded(count: number): number {
  return Number(count.toPrecision(3));
}
