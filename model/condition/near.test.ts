import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compileNear, distanceKm, nearProblem } from "./near.ts";

const berlin = { latitude: 52.52, longitude: 13.405 };
const paris = { latitude: 48.8566, longitude: 2.3522 };

describe("the way between two points", () => {
  // By the definition of the radius: a degree along a meridian, a quarter and half of the girth.
  it.each([
    [{ latitude: 0, longitude: 0 }, { latitude: 1, longitude: 0 }, 111.195],
    [{ latitude: 0, longitude: 0 }, { latitude: 0, longitude: 90 }, 10_007.557],
    [{ latitude: 90, longitude: 10 }, { latitude: -90, longitude: 70 }, 20_015.115],
    [{ latitude: 0, longitude: 179.5 }, { latitude: 0, longitude: -179.5 }, 111.195],
    [berlin, berlin, 0],
  ])("from %j to %j is %f km", (from, to, km) => {
    expect(distanceKm(from, to)).toBeCloseTo(km, 2);
    expect(distanceKm(to, from)).toBeCloseTo(km, 2);
  });

  it("is never longer than half of the girth, nor negative", () => {
    const point = fc.record({
      latitude: fc.double({ min: -90, max: 90, noNaN: true }),
      longitude: fc.double({ min: -180, max: 180, noNaN: true }),
    });
    fc.assert(
      fc.property(point, point, (from, to) => {
        const km = distanceKm(from, to);
        expect(km).toBeGreaterThanOrEqual(0);
        expect(km).toBeLessThanOrEqual(20_015.2);
      }),
    );
  });
});

describe("$near", () => {
  it("holds within the distance, and for no place that is not known", () => {
    expect(compileNear({ ...berlin, km: 880 })(paris)).toBe(true);
    expect(compileNear({ ...berlin, km: 870 })(paris)).toBe(false);
    for (const place of [
      null,
      undefined,
      "Paris",
      [48, 2],
      { latitude: 48 },
      { latitude: 480, longitude: 2 },
    ])
      expect(compileNear({ ...berlin, km: 20_038 })(place)).toBe(false);
  });

  it.each([
    [null],
    [{ latitude: 1, longitude: 2 }],
    [{ latitude: 91, longitude: 2, km: 1 }],
    [{ latitude: 1, longitude: -181, km: 1 }],
    [{ latitude: 1, longitude: 2, km: 0 }],
    [{ latitude: 1, longitude: 2, km: 20_039 }],
    [{ latitude: "1", longitude: 2, km: 3 }],
    [{ latitude: Number.NaN, longitude: 2, km: 3 }],
    [{ latitude: 1, longitude: 2, km: 3, miles: 2 }],
  ])("%j is refused with a sentence, and holds for nobody", (operand) => {
    expect(nearProblem(operand)).toMatch(/^.+\.$/);
    expect(compileNear(operand)({ latitude: 1, longitude: 2 })).toBe(false);
  });

  it.each([[{ latitude: -90, longitude: 180, km: 20_038 }], [{ latitude: 0, longitude: 0, km: 0.1 }]])(
    "%j is right",
    (operand) => expect(nearProblem(operand)).toBeUndefined(),
  );
});
