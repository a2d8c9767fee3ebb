import type { Bundle } from "../../model/bundle.ts";
import type { Judged } from "../../model/judged.ts";
import { listName, type Measure, measuresOf } from "../../model/measure.ts";

/** What a profile's trials are worked out by. */
export interface Judging extends Judged {
  measures: readonly Measure[];
  /** What names the list of measures. */
  list: string;
  /** IANA name. */
  timeZone: string;
  /** ISO 4217. */
  currency: string;
}

const made = new WeakMap<Bundle, Judging>();

/** As a bundle has it; made once for each. */
export function judgingOf(bundle: Bundle): Judging {
  const known = made.get(bundle);
  if (known !== undefined) return known;
  const { configuration, judged, site } = bundle;
  const measures = measuresOf(configuration.goals, site);
  const judging = {
    ...judged,
    measures,
    list: listName(measures),
    timeZone: site.timeZone,
    currency: site.currency,
  };
  made.set(bundle, judging);
  return judging;
}
