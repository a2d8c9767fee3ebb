import * as fc from "fast-check";
import { expect, it } from "vitest";
import { saidLinks } from "../testing/said-links.ts";
import { whoIsWho } from "../testing/who-is-who.ts";
import { usualLimits } from "./limits.ts";
import type { Link, Slice } from "./link.ts";
import { movesOf } from "./move.ts";
import { isVisitor, ownProfile } from "./node.ts";
import { profileAt } from "./slices-of.ts";

it("moves hand on what somebody did at each moment, until it is with the one whose it is", async () => {
  await fc.assert(
    fc.asyncProperty(saidLinks, fc.infiniteStream(fc.boolean()), async (said, undoes) => {
      const nodes = [...new Set(said.flatMap((link) => link.nodes))];
      const timesMs = Array.from({ length: 14 }, (_, index) => index * 1000);
      const holders = new Map(nodes.map((node) => [node, timesMs.map(() => ownProfile(node))]));
      const undone: string[] = [];
      let before = await slicesOfAll([], nodes, undone);
      for (const [index] of said.entries()) {
        if (undoes.next().value === true && index > 2) undone.push(said[index - 2]!.id);
        const after = await slicesOfAll(said.slice(0, index + 1), nodes, undone);
        const changes = nodes.map((node) => ({ node, before: before(node), after: after(node) }));
        for (const { from, to, sources } of movesOf(changes)) {
          for (const { node, sinceMs, untilMs } of sources) {
            const held = holders.get(node)!;
            for (const [at, timeMs] of timesMs.entries()) {
              if (timeMs < sinceMs || timeMs >= untilMs) continue;
              expect(held[at]).toBe(from);
              held[at] = to;
            }
          }
        }
        before = after;
      }
      for (const node of nodes)
        expect(holders.get(node)).toEqual(timesMs.map((timeMs) => profileAt(node, before(node), timeMs)));
    }),
  );
});

it("a move tells whose its visitors are, also where they are their own again", () => {
  const node = "visitor:V";
  const after = [{ sinceMs: 0, profile: "A" }];
  expect(movesOf([{ node, before: [], after }])).toMatchObject([
    { from: "V", to: "A", slices: { [node]: after } },
  ]);
  expect(movesOf([{ node, before: after, after: [] }])).toMatchObject([
    { from: "A", to: "V", slices: { [node]: [{ sinceMs: 0, profile: "V" }] } },
  ]);
  expect(movesOf([{ node, before: after, after }])).toEqual([]);
});

async function slicesOfAll(said: readonly Link[], nodes: readonly string[], undone: readonly string[]) {
  const { profileOf, slices } = await whoIsWho(said, usualLimits, ({ id }) => undone.includes(id));
  return (node: string): Slice[] => {
    if (isVisitor(node)) return slices.get(node) ?? [];
    return nodes.includes(node) ? [{ sinceMs: 0, profile: profileOf.get(node) ?? ownProfile(node) }] : [];
  };
}
