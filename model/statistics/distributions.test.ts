import { expect, it } from "vitest";
import { chiSquaredAbove, normalAbove, normalAt, studentAbove, studentAt } from "./distributions.ts";

/** Each from SciPy 1.17.1: `stats.norm.sf`, `norm.isf`, `t.sf`, `t.isf` and `chi2.sf`. */
const known: readonly [said: string, value: number, scipy: number][] = [
  ["normal above 0", normalAbove(0), 0.5],
  ["normal above 1.96", normalAbove(1.96), 0.024997895148220435],
  ["normal above 10", normalAbove(10), 7.61985302416047e-24],
  ["normal above 37", normalAbove(37), 5.7255712225239266e-300],
  ["normal above -3", normalAbove(-3), 0.9986501019683699],
  ["normal at 0.3", normalAt(0.3), 0.5244005127080409],
  ["normal at 0.025", normalAt(0.025), 1.9599639845400545],
  ["normal at 1e-20", normalAt(1e-20), 9.262340089798409],
  ["normal at 1e-300", normalAt(1e-300), 37.0470962993612],
  ["normal at 0.999", normalAt(0.999), -3.090232306167813],
  ["t above 2, 1", studentAbove(2, 1), 0.14758361765043326],
  ["t above 2.5, 4.7", studentAbove(2.5, 4.7), 0.02879607967343366],
  ["t above 1.96, 20000", studentAbove(1.96, 20_000), 0.02500482749920272],
  ["t above 40, 10", studentAbove(40, 10), 1.1404288715428768e-12],
  ["t above -1, 5", studentAbove(-1, 5), 0.8183912661754386],
  ["t at 0.025, 1", studentAt(0.025, 1), 12.706204736174705],
  ["t at 0.025, 4.7", studentAt(0.025, 4.7), 2.6207260753531707],
  ["t at 1e-6, 2", studentAt(1e-6, 2), 707.1057205259339],
  ["t at 0.1, 1000000", studentAt(0.1, 1e6), 1.2815524121299389],
  ["t above 1.96, 1e12", studentAbove(1.96, 1e12), 0.024997895148359085],
  ["t above 6, 1e15", studentAbove(6, 1e15), 9.865876450376946e-10],
  ["chi-squared above 0.1, 1", chiSquaredAbove(0.1, 1), 0.7518296340458492],
  ["chi-squared above 50, 10", chiSquaredAbove(50, 10), 2.669083424904495e-7],
  ["chi-squared above 700, 3", chiSquaredAbove(700, 3), 2.0991308534204487e-151],
];

it.each(known)("knows the %s", (_, value, scipy) => {
  expect(Math.abs(value / scipy - 1)).toBeLessThan(1e-9);
});

it("goes on where chances are too small to be written", () => {
  expect(normalAbove(40)).toBe(0);
  expect(normalAbove(Infinity)).toBe(0);
  expect(normalAbove(-Infinity)).toBe(1);
  expect(normalAt(0)).toBe(Infinity);
  expect(studentAbove(1.96, Infinity)).toBe(normalAbove(1.96));
});
