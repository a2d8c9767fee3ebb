import { assert, constant, constantFrom, double, integer, oneof, property, record } from "fast-check";
import { describe, expect, it } from "vitest";
import { counted, seeded, type Seeded } from "../testing/seeded.ts";
import type { Arm, Metric } from "./arm.ts";
import { compare, type CompareOptions } from "./compare.ts";
import { StatisticsError } from "./statistics-error.ts";

const of = (n: number, successes: number): { n: number; successes: number } => ({ n, successes });
const rounded = ([low, high]: readonly [number, number]): [number, number] => [
  +low.toFixed(4),
  +high.toFixed(4),
];

describe("120 and 160 of 10,000, as GrowthBook's engine has them", () => {
  const arms = { control: of(10_000, 120), treatment: of(10_000, 160) };

  it("with one look", () => {
    const { lift, interval, pValue } = compare(arms, { metric: "proportion", method: "fixed" });
    expect(lift).toBeCloseTo(1 / 3, 10);
    expect(rounded(interval)).toEqual([0.0199, 0.6468]);
    expect(pValue).toBeCloseTo(0.03712, 5);
  });

  it("with as many looks as one likes, which is the usual way", () => {
    const { interval, pValue } = compare(arms, { metric: "proportion", tuning: 5_000 });
    expect(rounded(interval)).toEqual([-0.1667, 0.8334]);
    expect(pValue).toBeGreaterThan(0.05);
    expect(compare(arms, { metric: "proportion" })).toEqual(
      compare(arms, {
        metric: "proportion",
        method: "sequential",
        tuning: 5_000,
        alpha: 0.05,
        relative: true,
      }),
    );
  });

  it("as a chance to win, with a prior and without", () => {
    const bayesian = { metric: "proportion", method: "bayesian" } as const;
    expect(compare(arms, bayesian).chanceToWin).toBeCloseTo(0.98144, 5);
    const sceptical = compare(arms, { ...bayesian, prior: { mean: 0, variance: 0.3 ** 2 } });
    expect(sceptical.chanceToWin).toBeCloseTo(0.96708, 5);
    expect(sceptical.lift).toBeLessThan(1 / 3);
    expect(sceptical.expectedLoss).toBeGreaterThan(0);
  });

  it("as a difference", () => {
    const { lift, interval } = compare(arms, { metric: "proportion", method: "fixed", relative: false });
    expect(lift).toBeCloseTo(0.004, 10);
    expect(interval[0]).toBeCloseTo(0.00074, 5);
  });

  it("the same as values of 0 and 1, but for n and n − 1", () => {
    const asMean = ({ n, successes }: { n: number; successes: number }) => {
      const mean = successes / n;
      return { n, mean, variance: (mean * (1 - mean) * n) / (n - 1) };
    };
    const means = { control: asMean(arms.control), treatment: asMean(arms.treatment) };
    expect(rounded(compare(means, { metric: "mean", method: "fixed" }).interval)).toEqual([0.0199, 0.6468]);
  });
});

describe("whoever looks again and again for 5,000 pairs in which nothing differs", () => {
  /** The share of simulations in which some look tells the arms apart. */
  function falseAlarms(
    { runs, looksEvery }: { runs: number; looksEvery: number },
    value: (chances: Seeded) => number,
    options: CompareOptions,
  ): number {
    const armOf = (counts: ReturnType<typeof counted>): Arm => {
      const { n, mean, variance } = counts.arm();
      return options.metric === "proportion" ? of(n, Math.round(mean * n)) : { n, mean, variance };
    };
    let alarms = 0;
    for (let run = 0; run < runs; run += 1) {
      const chances = seeded(run);
      const [control, treatment] = [counted(), counted()];
      for (let pair = 1; pair <= 5_000; pair += 1) {
        control.add(value(chances));
        treatment.add(value(chances));
        if (pair > 200 && pair % looksEvery !== 0) continue;
        const [low, high] = compare(
          { control: armOf(control), treatment: armOf(treatment) },
          options,
        ).interval;
        if (low <= 0 && high >= 0) continue;
        alarms += 1;
        break;
      }
    }
    return alarms / runs;
  }

  const orders = (chances: Seeded): number => chances.success(0.05);

  it("is told of a difference in at most 5.7 % of cases, at an alpha of 10 %, after each pair", () => {
    const alarms = falseAlarms({ runs: 1_000, looksEvery: 1 }, orders, { metric: "proportion", alpha: 0.1 });
    expect(alarms).toBeLessThanOrEqual(0.057);
  });

  it.each([true, false])(
    "so also by revenue, most of which is none; as a share of the control: %s",
    (relative) => {
      const revenue = (chances: Seeded): number => chances.success(0.1) * Math.exp(3 + chances.normal());
      const options = { metric: "mean", alpha: 0.1, relative } as const;
      expect(falseAlarms({ runs: 300, looksEvery: 25 }, revenue, options)).toBeLessThanOrEqual(0.057);
    },
  );

  it("would be told by what is right for one look in more than a third", () => {
    const options = { metric: "proportion", alpha: 0.1, method: "fixed" } as const;
    expect(falseAlarms({ runs: 100, looksEvery: 10 }, orders, options)).toBeGreaterThan(1 / 3);
  });
});

describe("intervals of 95 %", () => {
  const runs = 1_000;
  const cases: readonly [string, CompareOptions, (chances: Seeded) => { arms: [Arm, Arm]; lift: number }][] =
    [
      [
        "of proportions",
        { metric: "proportion", method: "fixed" },
        (chances) => {
          const arm = (chance: number): Arm =>
            of(2_000, Array.from({ length: 2_000 }).filter(() => chances.success(chance)).length);
          return { arms: [arm(0.1), arm(0.12)], lift: 0.2 };
        },
      ],
      [
        "of means of few, by Student's t",
        { metric: "mean", method: "fixed", relative: false },
        (chances) => {
          const arm = (mean: number, deviation: number, n: number): Arm => {
            const counts = counted();
            for (let each = 0; each < n; each += 1) counts.add(mean + deviation * chances.normal());
            return counts.arm();
          };
          return { arms: [arm(5, 1, 8), arm(6, 3, 12)], lift: 1 };
        },
      ],
      [
        "of ratios",
        { metric: "ratio", method: "fixed" },
        (chances) => {
          const arm = (forEach: number): Arm => ratioArm(chances, forEach, 1_000);
          return { arms: [arm(20), arm(22)], lift: 0.1 };
        },
      ],
      [
        "of ratios for which few visitors count",
        { metric: "ratio", method: "fixed", relative: false },
        (chances) => ({ arms: [rareArm(chances, 20, 160), rareArm(chances, 22, 160)], lift: 2 }),
      ],
      [
        "of a posterior",
        { metric: "proportion", method: "bayesian" },
        (chances) => {
          const arm = (chance: number): Arm =>
            of(1_000, Array.from({ length: 1_000 }).filter(() => chances.success(chance)).length);
          return { arms: [arm(0.3), arm(0.3)], lift: 0 };
        },
      ],
    ];

  it.each(cases)("%s hold the truth in 95 % of cases", (_, options, draw) => {
    let held = 0;
    for (let run = 0; run < runs; run += 1) {
      const { arms, lift } = draw(seeded(run));
      const [low, high] = compare({ control: arms[0], treatment: arms[1] }, options).interval;
      if (low <= lift && lift <= high) held += 1;
    }
    // Three standard errors of 1,000 draws are 0.021.
    expect(held / runs).toBeGreaterThan(0.929);
    expect(held / runs).toBeLessThan(0.971);
  });

  /** Visitors with one to three orders, each worth about `forEach`. */
  function ratioArm(chances: Seeded, forEach: number, n: number): Arm {
    return ratioOf(
      Array.from({ length: n }, () => {
        const below = 1 + Math.floor(chances.uniform() * 3);
        return { above: below * forEach * (1 + 0.3 * chances.normal()), below };
      }),
    );
  }

  /** Visitors of whom one in twenty orders, once. */
  function rareArm(chances: Seeded, forEach: number, n: number): Arm {
    return ratioOf(
      Array.from({ length: n }, () => {
        const below = chances.success(0.05);
        return { above: below * forEach * (1 + 0.3 * chances.normal()), below };
      }),
    );
  }
});

function ratioOf(visitors: readonly { above: number; below: number }[]): Arm {
  const [each, below, both] = [counted(), counted(), counted()];
  for (const visitor of visitors) {
    each.add(visitor.above);
    below.add(visitor.below);
    both.add(visitor.above + visitor.below);
  }
  const [above, denominator, sum] = [each.arm(), below.arm(), both.arm()];
  const covariance = (sum.variance - above.variance - denominator.variance) / 2;
  return { ...above, denominator, covariance };
}

describe("what cannot be known is said in a sentence", () => {
  const whole = { metric: "proportion" } as const;

  /** Of so many visitors, those who ordered once, and what for. */
  const orderers = (values: readonly number[], n: number): Arm =>
    ratioOf(
      Array.from({ length: n }, (_, visitor) => ({
        above: values[visitor] ?? 0,
        below: visitor < values.length ? 1 : 0,
      })),
    );

  it.each<[string, Arm, Arm, CompareOptions, string]>([
    ["nobody", of(0, 0), of(10, 1), whole, "no_visitors"],
    ["nobody at all", of(0, 0), of(0, 0), { ...whole, method: "bayesian" }, "no_visitors"],
    ["one visitor", of(10, 1), of(1, 1), whole, "too_few"],
    ["nobody who bought", of(500, 0), of(500, 3), { ...whole, relative: false }, "no_variance"],
    ["everybody bought", of(500, 3), of(500, 500), whole, "no_variance"],
    [
      "refunds above revenue",
      { n: 100, mean: -2, variance: 4 },
      { n: 100, mean: 1, variance: 4 },
      { metric: "mean" },
      "no_baseline",
    ],
    [
      "no revenue",
      { n: 9, mean: 0, variance: 0 },
      { n: 9, mean: 0, variance: 0 },
      { metric: "mean" },
      "no_variance",
    ],
    [
      "a ratio below whose line is nothing",
      { n: 9, mean: 3, variance: 1, denominator: { mean: 0, variance: 0 }, covariance: 0 },
      { n: 9, mean: 3, variance: 1, denominator: { mean: 1, variance: 1 }, covariance: 0 },
      { metric: "ratio" },
      "too_rare",
    ],
    [
      "a ratio for which one visitor of many has anything",
      orderers([29.9], 40),
      orderers([29.9, 19.9, 40], 40),
      { metric: "ratio" },
      "too_rare",
    ],
    [
      "orders that are all worth the same",
      orderers([29.9, 29.9, 29.9], 40),
      orderers([29.9, 19.9, 40], 40),
      { metric: "ratio" },
      "no_variance",
    ],
  ])("%s", (_, control, treatment, options, code) => {
    const { interval, unknown, pValue, chanceToWin } = compare({ control, treatment }, options);
    expect(unknown?.code).toBe(code);
    expect(unknown?.message).toMatch(/^[A-Z].+\.$/);
    expect(interval).toEqual([-Infinity, Infinity]);
    expect({ pValue, chanceToWin }).toEqual({});
  });

  it("but the difference of money that was lost is one", () => {
    const { lift } = compare(
      { control: { n: 100, mean: -2, variance: 4 }, treatment: { n: 100, mean: 1, variance: 4 } },
      { metric: "mean", relative: false },
    );
    expect(lift).toBe(3);
  });
});

it("never answers NaN, whatever is counted", () => {
  const n = oneof(constant(0), constant(1), integer({ min: 2, max: 1e9 }));
  const value = oneof(constant(0), double({ min: -1e9, max: 1e9, noNaN: true }));
  const spread = oneof(constant(0), constant(1e-300), double({ min: 0, max: 1e12, noNaN: true }));
  const arm = record({ n, mean: value, variance: spread, share: double({ min: 0, max: 1, noNaN: true }) });
  const method = constantFrom("fixed" as const, "sequential" as const, "bayesian" as const);
  assert(
    property(
      arm,
      arm,
      method,
      oneof(constant(true), constant(false)),
      (control, treatment, how, relative) => {
        for (const metric of ["proportion", "mean", "ratio"] satisfies Metric[]) {
          const asArm = (each: typeof control): Arm =>
            metric === "proportion"
              ? of(each.n, Math.floor(each.n * each.share))
              : { ...each, denominator: { mean: each.share, variance: each.share }, covariance: 0 };
          const said = compare(
            { control: asArm(control), treatment: asArm(treatment) },
            { metric, method: how, relative },
          );
          const numbers = [
            said.lift ?? 0,
            ...said.interval,
            said.pValue ?? 0,
            said.chanceToWin ?? 0,
            said.expectedLoss ?? 0,
          ];
          expect(numbers.some(Number.isNaN), JSON.stringify(said)).toBe(false);
          expect(said.interval[0]).toBeLessThanOrEqual(said.interval[1]);
        }
      },
    ),
    { numRuns: 2_000 },
  );
});

it("says of an error whose square is no number any more that it is out of reach", () => {
  const control = { n: 2, mean: 2, variance: 4e-162 };
  const treatment = { n: 1e9, mean: 0, variance: 1e-300 };
  const said = compare({ control, treatment }, { metric: "mean", method: "bayesian" });
  expect(said).toMatchObject({ lift: -1, unknown: { code: "out_of_reach" } });
});

it.each<[string, () => unknown, string, string]>([
  [
    "more successes than visitors",
    () => compare({ control: of(1, 2), treatment: of(1, 0) }, { metric: "proportion" }),
    "invalid_arm",
    "control.successes",
  ],
  [
    "half a visitor",
    () => compare({ control: of(1.5, 1), treatment: of(1, 0) }, { metric: "proportion" }),
    "invalid_arm",
    "control.n",
  ],
  [
    "a negative variance",
    () =>
      compare(
        { control: { n: 3, mean: 1, variance: -1 }, treatment: { n: 3, mean: 1, variance: 1 } },
        { metric: "mean" },
      ),
    "invalid_arm",
    "control.variance",
  ],
  [
    "NaN",
    () =>
      compare(
        { control: { n: 3, mean: NaN, variance: 1 }, treatment: { n: 3, mean: 1, variance: 1 } },
        { metric: "mean" },
      ),
    "invalid_arm",
    "control.mean",
  ],
  [
    "proportions as means",
    () => compare({ control: of(3, 1), treatment: of(3, 1) }, { metric: "mean" }),
    "invalid_arm",
    "control.mean",
  ],
  [
    "an alpha of 5",
    () => compare({ control: of(3, 1), treatment: of(3, 1) }, { metric: "proportion", alpha: 5 }),
    "invalid_option",
    "alpha",
  ],
  [
    "an unknown method",
    () =>
      compare(
        { control: of(3, 1), treatment: of(3, 1) },
        { metric: "proportion", method: "guess" as "fixed" },
      ),
    "invalid_option",
    "method",
  ],
  [
    "a prior that is sure",
    () =>
      compare(
        { control: of(3, 1), treatment: of(3, 1) },
        { metric: "proportion", method: "bayesian", prior: { mean: 0, variance: 0 } },
      ),
    "invalid_option",
    "prior.variance",
  ],
])("refuses %s, and says where it is", (_, run, code, path) => {
  expect(run).toThrow(StatisticsError);
  expect(run).toThrow(expect.objectContaining({ code, path }));
});
