import * as fc from "fast-check";
import { describe, expect, expectTypeOf, it } from "vitest";
import {
  assign,
  bucketRanges,
  chooseVariation,
  equalWeights,
  hash,
  inNamespace,
  type AssignmentInput,
  type BucketRange,
} from "./assignment.ts";
import { fnv1a32 } from "./fnv1a32.ts";

/** FNV-1a as its authors describe it, in whole numbers of any size: slow, and nothing to get wrong. */
function describedFnv1a32(text: string): bigint {
  let result = 2_166_136_261n;
  for (let index = 0; index < text.length; index++)
    result = ((result ^ BigInt(text.charCodeAt(index))) * 16_777_619n) % 2n ** 32n;
  return result;
}

/** Texts of every kind: beyond ASCII, with emoji, and with halves of them. */
const anyText = fc.oneof(fc.string(), fc.string({ unit: "binary" }), fc.constant("\ud83d"));
const anyVersion = fc.constantFrom<1 | 2>(1, 2);
const anyCoverage = fc.double({ min: 0, max: 1, noNaN: true });
/** Places on the line as `hash` gives them. */
const anyPlace = fc.integer({ min: 0, max: 9_999 }).map((step) => step / 10_000);
const anyWeights = fc
  .array(fc.integer({ min: 0, max: 1_000 }), { minLength: 1, maxLength: 8 })
  .filter((parts) => parts.some((part) => part > 0))
  .map((parts) => {
    const sum = parts.reduce((total, part) => total + part, 0);
    return parts.map((part) => part / sum);
  });
const visitors = Array.from({ length: 10_000 }, (_, index) => `visitor-${index}`);

function sharesOf(variations: readonly number[], count: number): number[] {
  return Array.from(
    { length: count },
    (_, wanted) => variations.filter((variation) => variation === wanted).length / variations.length,
  );
}

describe("hash", () => {
  // The hashes of "a" and "foobar" are published with FNV-1a: e40c292c and bf9cf968, which end in 220 and 720.
  it.each([
    ["", "a", 0.22],
    ["a", "", 0.22],
    ["bar", "foo", 0.72],
    ["ar", "foob", 0.72],
  ])("version 1 of seed %j and value %j is %d", (seed, value, place) => {
    expect(hash(seed, value, 1)).toBe(place);
  });

  it("version 1 puts the value before the seed, version 2 the seed before the value", () => {
    expect(hash("bar", "foo", 1)).toBe(Number(describedFnv1a32("foobar") % 1_000n) / 1_000);
    expect(hash("foo", "bar", 2)).toBe(Number(describedFnv1a32("3214735720") % 10_000n) / 10_000);
  });

  it("is what the description says, for any text", () => {
    fc.assert(
      fc.property(anyText, anyText, (seed, value) => {
        const first = Number(describedFnv1a32(value + seed) % 1_000n) / 1_000;
        const second = Number(describedFnv1a32(String(describedFnv1a32(seed + value))) % 10_000n) / 10_000;
        expect(fnv1a32(seed)).toBe(Number(describedFnv1a32(seed)));
        expect(hash(seed, value, 1)).toBe(first);
        expect(hash(seed, value, 2)).toBe(second);
        for (const place of [first, second]) expect(place >= 0 && place < 1).toBe(true);
      }),
    );
  });

  it.each([0, 3, -1, 1.5, Number.NaN])("there is no version %d", (version) => {
    expect(hash("seed", "value", version)).toBeNull();
  });

  it("is a number in the type too where the version is known", () => {
    expectTypeOf(hash("seed", "value", 2)).toEqualTypeOf<number>();
    const version: number = 2;
    expectTypeOf(hash("seed", "value", version)).toEqualTypeOf<number | null>();
  });

  it("version 2 puts visitors of one experiment evenly into another", () => {
    const both = visitors.map(
      (visitor) => (hash("one", visitor, 2) < 0.5 ? 0 : 1) + (hash("two", visitor, 2) < 0.5 ? 0 : 2),
    );
    for (const share of sharesOf(both, 4)) expect(Math.abs(share - 0.25)).toBeLessThan(0.02);
  });
});

describe("equalWeights", () => {
  it.each([
    [-1, []],
    [0, []],
    [1, [1]],
    [2, [0.5, 0.5]],
    [4, [0.25, 0.25, 0.25, 0.25]],
  ])("of %d are %j", (n, weights) => {
    expect(equalWeights(n)).toEqual(weights);
  });
});

describe("bucketRanges", () => {
  // The ranges one after the other: start, end, start, end.
  it.each<[string, Parameters<typeof bucketRanges>, number[]]>([
    ["halves", [2, 1, [0.5, 0.5]], [0, 0.5, 0.5, 1]],
    ["less coverage", [2, 0.5, [0.4, 0.6]], [0, 0.2, 0.4, 0.7]],
    ["no coverage", [2, 0, [0.5, 0.5]], [0, 0, 0.5, 0.5]],
    ["coverage below 0", [2, -0.2, [0.5, 0.5]], [0, 0, 0.5, 0.5]],
    ["coverage above 1", [2, 1.2, [0.5, 0.5]], [0, 0.5, 0.5, 1]],
    ["too few weights", [4, 1, [0.5, 0.5]], [0, 0.25, 0.25, 0.5, 0.5, 0.75, 0.75, 1]],
    ["too many weights", [2, 1, [0.2, 0.2, 0.6]], [0, 0.5, 0.5, 1]],
    ["weights that are too little", [2, 1, [0.4, 0.1]], [0, 0.5, 0.5, 1]],
    ["weights that are too much", [2, 1, [0.7, 0.6]], [0, 0.5, 0.5, 1]],
    ["weights that are no numbers", [2, 1, [Number.NaN, 1]], [0, 0.5, 0.5, 1]],
    ["weights that are nearly 1", [2, 1, [0.25, 0.745]], [0, 0.25, 0.25, 0.995]],
    ["a weight of nothing", [2, 1, [0, 1]], [0, 0, 0, 1]],
    ["nothing but a number", [2], [0, 0.5, 0.5, 1]],
    ["nothing, as JSON says it", [2, null, null], [0, 0.5, 0.5, 1]],
    ["no variations", [0, 1, []], []],
  ])("of %s", (_, input, expected) => {
    expect(bucketRanges(...input).flat()).toEqual(expected);
  });

  it("cover together exactly what coverage says, and never overlap", () => {
    fc.assert(
      fc.property(anyWeights, anyCoverage, (weights, coverage) => {
        const ranges = bucketRanges(weights.length, coverage, weights);
        const covered = ranges.reduce((total, [start, end]) => total + end - start, 0);
        expect(covered).toBeCloseTo(coverage, 9);
        for (const [index, [start, end]] of ranges.entries()) {
          expect(start).toBeLessThanOrEqual(end);
          expect(end).toBeLessThanOrEqual(ranges[index + 1]?.[0] ?? 1 + 1e-9);
        }
      }),
    );
  });

  it("with full coverage and equal weights leave no visitor out", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100 }), anyPlace, (count, place) => {
        expect(chooseVariation(place, bucketRanges(count))).toBeGreaterThanOrEqual(0);
        expect(chooseVariation(0.9999, bucketRanges(count))).toBe(count - 1);
      }),
    );
  });

  it("coverage lets in and out, and moves nobody from one variation to another", () => {
    fc.assert(
      fc.property(anyWeights, anyCoverage, anyCoverage, anyPlace, (weights, one, other, place) => {
        const [less, more] = [Math.min(one, other), Math.max(one, other)].map((coverage) =>
          chooseVariation(place, bucketRanges(weights.length, coverage, weights)),
        );
        if (less !== -1) expect(more).toBe(less);
      }),
    );
  });
});

describe("chooseVariation", () => {
  const apart: BucketRange[] = [
    [0, 0.2],
    [0.4, 0.7],
  ];
  it.each([
    [0, 0],
    [0.1999, 0],
    [0.2, -1],
    [0.3999, -1],
    [0.4, 1],
    [0.6999, 1],
    [0.7, -1],
    [1, -1],
    [-0.1, -1],
    [Number.NaN, -1],
  ])("of %d is %d", (place, variation) => {
    expect(chooseVariation(place, apart)).toBe(variation);
  });

  it("is the first of ranges that overlap, and -1 where there are none", () => {
    const overlapping: BucketRange[] = [
      [0.1, 0.2],
      [0, 1],
      [0.5, 1],
    ];
    expect(chooseVariation(0.5, overlapping)).toBe(1);
    expect(chooseVariation(0.5, [])).toBe(-1);
  });

  it.each([1, 2] as const)(
    "shares 10,000 visitors out as the weights say, with hash version %d",
    (version) => {
      const weights = [0.5, 0.3, 0.15, 0.05];
      const ranges = bucketRanges(4, 1, weights);
      const chosen = visitors.map((visitor) => chooseVariation(hash("a-test", visitor, version), ranges));
      for (const [variation, share] of sharesOf(chosen, 4).entries())
        expect(Math.abs(share - weights[variation]!)).toBeLessThan(0.02);
      expect(chosen).not.toContain(-1);
    },
  );
});

describe("inNamespace", () => {
  it("is the value's place by version 1, with the start and without the end", () => {
    // The place of this visitor in the namespace "checkout".
    const place = Number(describedFnv1a32("visitor-1__checkout") % 1_000n) / 1_000;
    expect(inNamespace("visitor-1", ["checkout", place, 1])).toBe(true);
    expect(inNamespace("visitor-1", ["checkout", 0, place])).toBe(false);
    expect(inNamespace("visitor-1", ["checkout", place, place + 0.001])).toBe(true);
    expect(inNamespace("visitor-1", ["checkout", place, place])).toBe(false);
  });

  it("has every visitor in exactly one of the parts it is cut into", () => {
    fc.assert(
      fc.property(anyText, anyText, anyCoverage, (value, id, cut) => {
        expect(inNamespace(value, [id, 0, cut])).toBe(!inNamespace(value, [id, cut, 1]));
      }),
    );
  });
});

describe("assign", () => {
  const halves = bucketRanges(2, 1, [0.5, 0.5]);
  const input: AssignmentInput = { seed: "hero", value: "visitor-1", hashVersion: 2, ranges: halves };
  const bucket = hash("hero", "visitor-1", 2);
  const hashed = chooseVariation(bucket, halves);
  const other = 1 - hashed;

  it("goes by the hash", () => {
    expect(assign(input)).toEqual({ variation: hashed, bucket, how: "hashed" });
  });

  it.each<[string, Partial<AssignmentInput>]>([
    ["no coverage", { ranges: bucketRanges(2, 0, [0.5, 0.5]) }],
    ["no variations", { ranges: [] }],
    ["a namespace that leaves this visitor out", { namespace: ["checkout", 1, 1] }],
  ])("leaves out: %s", (_, change) => {
    expect(assign({ ...input, ...change })).toEqual({ variation: -1, bucket, how: "excluded" });
  });

  it.each<[string, Partial<AssignmentInput>]>([
    ["nothing to tell visitors by", { value: "" }],
    ["an unknown hash version", { hashVersion: 3 }],
  ])("has no bucket, and leaves out even who was in: %s", (_, change) => {
    expect(assign({ ...input, ...change, sticky: [1] })).toEqual({
      variation: -1,
      bucket: null,
      how: "excluded",
    });
  });

  it.each<[string, Partial<AssignmentInput>]>([
    ["other weights", { ranges: bucketRanges(2, 1, hashed === 0 ? [1, 0] : [0, 1]) }],
    ["less coverage", { ranges: bucketRanges(2, 0, [0.5, 0.5]) }],
    ["more variations", { ranges: bucketRanges(5, 1, equalWeights(5)) }],
    ["another part of the namespace", { namespace: ["checkout", 1, 1] }],
    ["a login, by which the value is another", { value: "customer-9" }],
  ])("keeps what somebody had after a change: %s", (_, change) => {
    expect(assign({ ...input, ...change, sticky: [other] })).toMatchObject({
      variation: other,
      how: "sticky",
    });
  });

  it("keeps what the customer had before what the browser had", () => {
    expect(assign({ ...input, sticky: [other, hashed] }).variation).toBe(other);
    expect(assign({ ...input, sticky: [undefined, other] }).variation).toBe(other);
  });

  it.each([[undefined], [2], [-1], [0.5], [Number.NaN]])("does not keep what is none: %j", (had) => {
    expect(assign({ ...input, sticky: [had] })).toEqual(assign(input));
    expect(assign({ ...input, sticky: [had, other] })).toMatchObject({ variation: other, how: "sticky" });
  });

  it("shows what a preview asks for before everything else", () => {
    const closed: AssignmentInput = { ...input, namespace: ["checkout", 1, 1], sticky: [hashed] };
    expect(assign({ ...closed, forced: other })).toEqual({ variation: other, bucket, how: "forced" });
    expect(assign({ ...closed, value: "", forced: 0 })).toEqual({
      variation: 0,
      bucket: null,
      how: "forced",
    });
  });

  it.each([2, -1, 0.5, Number.NaN])(
    "a preview of variation %d, which does not exist, is as none",
    (forced) => {
      expect(assign({ ...input, forced })).toEqual(assign(input));
    },
  );

  it("whoever is in stays in the same variation, whatever coverage and weights become, once it is remembered", () => {
    fc.assert(
      fc.property(
        anyText,
        anyText,
        anyVersion,
        fc.array(fc.tuple(anyCoverage, anyCoverage), { maxLength: 6 }),
        (seed, value, hashVersion, changes) => {
          let had: number | undefined;
          for (const [coverage, weight] of [[1, 0.5] as const, ...changes]) {
            const ranges = bucketRanges(2, coverage, [weight, 1 - weight]);
            const { variation, how } = assign({ seed, value, hashVersion, ranges, sticky: [had] });
            if (had !== undefined) expect({ variation, how }).toEqual({ variation: had, how: "sticky" });
            if (variation !== -1) had = variation;
          }
        },
      ),
    );
  });
});
