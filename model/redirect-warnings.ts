import type { ConditionDocument } from "./condition/condition-document.ts";
import { contradictionIn } from "./condition/contradiction.ts";
import { referencesOf } from "./condition-references.ts";
import type { Configuration } from "./configuration.ts";
import { compilePagePattern } from "./page-pattern.ts";
import type { RuleWarning } from "./rule-warnings.ts";
import type { Rule } from "./rule.ts";
import { URL } from "./web-standards.ts";

/** Of more rules that lead elsewhere, the first are looked at, and so many of their pages compared: few sites have ten. */
const mostSteps = 200;
const mostComparisons = 100_000;

/** A rule that leads elsewhere on this site, and the rules that lead on from there. */
interface Step {
  rule: Rule;
  path: string;
  targets: readonly string[];
  next: Step[];
}

/**
 * Warns about rules that can lead a visitor round in a circle. Each visitor is spared that, by staying on a page that
 * somebody meant to lead them away from.
 * @param hosts the site's own
 */
export function redirectWarnings(configuration: Configuration, hosts: readonly string[]): RuleWarning[] {
  const { segments } = referencesOf(configuration);
  const steps = stepsOf(configuration.rules, hosts);
  const warned = new Set<Step>();
  return steps.flatMap((step): RuleWarning[] => {
    const circle = warned.has(step) ? undefined : circleFrom(step, segments);
    if (circle === undefined) return [];
    for (const member of circle) warned.add(member);
    const names = [...circle, step].map(({ rule }) => rule.name).join(" → ");
    const message = `${step.rule.name} can lead a visitor in a circle: ${names}. Whoever all of them are for is not led anywhere.`;
    return [{ code: "redirect_circle", rule: step.rule.id, path: step.path, message }];
  });
}

function stepsOf(rules: readonly Rule[], hosts: readonly string[]): Step[] {
  const steps = rules
    .flatMap((rule, index): Step[] => {
      const targets = rule.on ? targetsOf(rule, hosts) : [];
      return targets.length === 0 ? [] : [{ rule, path: `rules[${index}]`, targets, next: [] }];
    })
    .slice(0, mostSteps);
  let comparisons = 0;
  for (const other of steps) {
    const tests = other.rule.pages.map(compilePagePattern);
    for (const step of steps) {
      // A rule that leads to a page of its own is there already.
      if (step === other) continue;
      comparisons += tests.length * step.targets.length;
      if (comparisons > mostComparisons) return steps;
      if (step.targets.some((target) => tests.some((test) => test(target)))) step.next.push(other);
    }
  }
  return steps;
}

/** The paths on this site that a rule leads to. */
function targetsOf({ variants }: Rule, hosts: readonly string[]): string[] {
  const targets = variants.flatMap(({ changes }) =>
    changes.flatMap((change) => {
      if (change.type !== "redirect") return [];
      const { hostname, pathname } = new URL(change.to, `https://${hosts[0] ?? "shop.invalid"}`);
      return change.to.startsWith("/") || hosts.includes(hostname) ? [pathname] : [];
    }),
  );
  return [...new Set(targets)];
}

/** The shortest way from a step back to it that one visitor could go, as far as conditions tell. */
function circleFrom(
  first: Step,
  segments: Readonly<Record<string, ConditionDocument>>,
): readonly Step[] | undefined {
  const seen = new Set<Step>();
  let ways: Step[][] = [[first]];
  while (ways.length > 0) {
    const longer: Step[][] = [];
    for (const way of ways) {
      for (const step of way.at(-1)?.next ?? []) {
        if (step === first && !areApart(way, segments)) return way;
        if (seen.has(step)) continue;
        seen.add(step);
        longer.push([...way, step]);
      }
    }
    ways = longer;
  }
  return undefined;
}

function areApart(way: readonly Step[], segments: Readonly<Record<string, ConditionDocument>>): boolean {
  return contradictionIn({ $and: way.map(({ rule }) => rule.condition) }, segments) !== undefined;
}
