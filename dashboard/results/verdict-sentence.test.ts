import { expect, it } from "vitest";
import type { JudgedGoal, ResultGist } from "../../worker/api/contract.ts";
import { figureText, setShare, signedText } from "./figure.ts";
import { unknownText, verdictSentence } from "./verdict-sentence.ts";

const revenue: JudgedGoal = { goal: "revenue", name: null, kind: "mean", isMoney: true, better: "more" };
const rule = { id: "banner", name: "Banner", variants: 1 };
const gist: ResultGist = {
  variants: 2,
  people: 100,
  goal: revenue,
  verdict: { code: "nobody" },
  control: { variant: "held-out", why: "holdout" },
  best: null,
  needed: null,
};
const sentence = (parts: Partial<ResultGist>, isRange = false) =>
  verdictSentence(rule, { ...gist, ...parts }, { currency: "EUR", isRange });

it("speaks of days only where some were chosen", () => {
  expect(sentence({})).toBe("Nobody has seen “Banner” yet.");
  expect(sentence({}, true)).toBe("Nobody first saw “Banner” in these days.");
});

it("names what is harmed", () => {
  const verdict = { code: "harms", variant: "loud", goal: "orders" } as const;
  expect(sentence({ verdict })).toBe(
    "Banner makes worse beyond doubt what it must not: “Who orders”. Do not roll it out.",
  );
});

it("names the first variant as the best where all others are worse than it", () => {
  const difference = { value: -1, low: -2, high: -0.5 };
  const best = { variant: "loud", difference, relative: difference, added: null };
  const worse = { verdict: { code: "worse", variant: "loud" }, best } as const;
  const first = { variant: "calm", why: "first" } as const;
  expect(sentence({ ...worse, control: first })).toMatch(/better switched off\. “calm” does best\.$/);
  expect(sentence(worse)).toMatch(/better switched off\.$/);
});

it("calls nobody by an id: of a harmed goal whose name is not known it names none", () => {
  const verdict = { code: "harms", variant: "loud", goal: "goal-17" } as const;
  expect(sentence({ verdict })).toBe(
    "Banner makes worse beyond doubt something that it must not. Do not roll it out.",
  );
});

const sure = { value: -1.5, low: -2, high: -1 };
const bestOfWorse = { variant: "loud", difference: sure, relative: sure, added: null };
const worse = { verdict: { code: "worse", variant: "loud" }, best: bestOfWorse } as const;

it("says no name twice where it stands above", () => {
  const under = (parts: Partial<ResultGist>, variants = 1) =>
    verdictSentence({ id: "banner", name: null, variants }, { ...gist, ...parts }, { currency: "EUR" });
  expect(under({})).toBe("Nobody has seen it yet.");
  expect(under(worse)).toMatch(/^It earns €1\.50 less per visitor, /);
  expect(under(worse, 2)).toMatch(/^Even the best alternative so far, “loud”, earns €1\.50 less /);
  expect(under({ verdict: { code: "too_early", variant: "loud" }, best: bestOfWorse }, 2)).toMatch(
    /^Too early to tell: variant “loud” can be /,
  );
});

it("says of several variants that are worse that it is the best of them, and writes names as people did", () => {
  const said = (name: string, parts: Partial<ResultGist>, variants: number) =>
    verdictSentence({ id: "banner", name, variants }, { ...gist, ...parts }, { currency: "EUR" });
  expect(said("iBanner", worse, 2)).toMatch(
    /^Even the best alternative of iBanner so far, “loud”, earns €1\.50 less per visitor, /,
  );
  expect(said("iBanner", worse, 1)).toMatch(/^iBanner earns €1\.50 less /);
});

it("asks for no more visitors once a test is over", () => {
  const early = {
    verdict: { code: "too_early", variant: "loud" },
    best: bestOfWorse,
    needed: { people: 80_000, soFar: 2_000, days: 12 },
  } as const;
  expect(verdictSentence(rule, { ...gist, ...early }, { currency: "EUR", isOver: true })).toMatch(
    /^It ended too early to tell: Banner can be anything between .* for each visitor\.$/,
  );
});

it("makes no exact number of an estimate, and none that is too small", () => {
  const verdict = { code: "too_early", variant: "loud" } as const;
  const needing = (people: number) => sentence({ verdict, needed: { people, soFar: 7, days: 12 } });
  expect(needing(218_172)).toContain("about 220,000 visitors");
  expect(needing(100_444)).toContain("about 110,000 visitors");
  expect(needing(8)).toContain("about 8 visitors");
});

it("gives figures beside each other as many digits", () => {
  const unit = { kind: "mean", isMoney: false, currency: "EUR" } as const;
  expect([1.17, 1.0167, 0.1533, 0, 1288, 0.00123].map((value) => figureText(value, unit))).toEqual([
    "1.17",
    "1.02",
    "0.15",
    "0",
    "1,288",
    "0.0012",
  ]);
  expect([0.1, 0.125].map(setShare)).toEqual(["10%", "12.5%"]);
});

it("keeps a sign and its amount on one line", () => {
  const difference = { value: 1, low: -1.09, high: 3.24 };
  const best = { variant: "loud", difference, relative: difference, added: null };
  expect(sentence({ verdict: { code: "too_early", variant: "loud" }, best })).toContain(
    "between -\u2060€1.09 and +\u2060€3.24",
  );
});

it("names the one of two about whom nothing is known", () => {
  expect(unknownText({ code: "no_visitors", variant: "held-out" })).toBe(
    "Nobody is in “held out” yet, so there is nothing to compare.",
  );
  expect(unknownText({ code: "too_few", variant: "loud" })).toMatch(/^There is one visitor in “loud”\./);
});

it("says how many visitors it still takes, of whom of several variants, and no date that nobody waits for", () => {
  const verdict = { code: "too_early", variant: "loud" } as const;
  const early = { verdict, needed: { people: 80_000, soFar: 2_000, days: 12 } };
  expect(sentence(early)).toContain(
    "To see a difference of 10 % it takes about 80,000 visitors, and there are 2,000. At the pace of the last week that is 12 more days.",
  );
  expect(verdictSentence({ ...rule, variants: 3 }, { ...gist, ...early }, { currency: "EUR" })).toContain(
    "about 80,000 visitors of it and of “held out” together, and there are 2,000.",
  );
  const late = { people: 80_000, soFar: 2_000, days: 9_670 };
  expect(sentence({ ...early, needed: late })).toMatch(/that is more than a year\.$/);
});

it("gives what is rounded to nothing no sign", () => {
  const unit = { kind: "proportion", isMoney: false, currency: "EUR" } as const;
  expect(signedText(0.000_001, unit)).toBe("0.00 points");
  expect(signedText(-0.000_001, unit)).toBe("0.00 points");
  expect(signedText(0.01, unit)).toBe("+1.0 points");
});
