import * as v from "valibot";
import { countersOf, factNamesOf } from "./condition/facts-of.ts";
import type { Counter } from "./condition/did.ts";
import { checkConfiguration, type Configuration } from "./configuration.ts";
import { Judged, judgedOf } from "./judged.ts";
import type { FactName } from "./facts/catalogue.ts";
import { missingReferences, referencesOf } from "./condition-references.ts";
import { factNamesOfOffer } from "./offer/compile-offer.ts";
import { byRank } from "./rank.ts";
import { check, type Checked } from "./problem.ts";
import { Site } from "./site.ts";

/** Readers refuse a format they do not know, and then keep the last good bundle. */
const bundleFormat = 1;

/** Everything the edge needs to decide for a site: one immutable version. */
export interface Bundle {
  format: typeof bundleFormat;
  version: number;
  site: Site;
  configuration: Configuration;
  /** What profiles count, because a rule that is switched on asks for it. */
  counters: readonly Counter[];
  /** What rules that are switched on ask for, and what offers say: nothing else is worth finding out about a visitor. */
  facts: readonly FactName[];
  /** By what results are worked out, of rules that are switched off too. */
  judged: Judged;
}

const StoredBundle = v.object({
  format: v.literal(bundleFormat, "This bundle's format is not known to this version of Edgewise."),
  version: v.pipe(v.number(), v.integer(), v.minValue(1)),
  site: Site,
  configuration: v.unknown(),
  judged: v.optional(Judged),
});

/**
 * Compiles a checked configuration into a bundle. Rules that are switched off do not travel, nor do those that ask for
 * a segment or a list that is not there: what they mean cannot be known, and a guess would show offers to the wrong people.
 * @param judged what results need of the rules that do not travel; of the configuration, where it has them all
 */
export function compileBundle(
  version: number,
  site: Site,
  configuration: Configuration,
  judged: Judged = judgedOf(configuration),
): Bundle {
  const references = referencesOf(configuration);
  const rules = configuration.rules
    .filter((rule) => rule.on && missingReferences(rule.condition, references).length === 0)
    .sort(byRank(configuration.offers));
  const conditions = rules.map((rule) => rule.condition);
  const { segments } = references;
  return {
    format: bundleFormat,
    version,
    site,
    configuration: { ...configuration, rules },
    counters: countersOf(conditions, { segments }),
    // Any offer may be pinned to somebody, also where no rule shows it.
    facts: [
      ...new Set([
        ...factNamesOf(conditions, { segments }),
        ...configuration.offers.flatMap(factNamesOfOffer),
      ]),
    ],
    judged,
  };
}

/** Checks a bundle that was read from storage as strictly as one that is about to be published. */
export function checkBundle(input: unknown): Checked<Bundle> {
  const stored = check(StoredBundle, input);
  if (!stored.ok) return stored;
  const configuration = checkConfiguration(stored.value.configuration);
  if (!configuration.ok) return configuration;
  const { version, site, judged } = stored.value;
  return { ok: true, value: compileBundle(version, site, configuration.value, judged) };
}
