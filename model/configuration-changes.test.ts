import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { changesBetween, withChanges } from "./configuration-changes.ts";
import { type Configuration, emptyConfiguration } from "./configuration.ts";

const ids = ["a", "b", "c", "d"];
/** Lists of these ids, each as one of a few. */
const configurations = fc
  .dictionary(fc.constantFrom(...ids), fc.constantFrom("x", "y", "z"), { maxKeys: ids.length })
  .map((names): Configuration => ({
    ...emptyConfiguration,
    lists: Object.entries(names).map(([id, name]) => ({ id, name, values: [] })),
  }));
const listsOf = ({ lists }: Configuration) => lists.toSorted((one, other) => one.id.localeCompare(other.id));

describe("changes between configurations", () => {
  it("make the one of the other", () => {
    fc.assert(
      fc.property(configurations, configurations, (before, after) => {
        const made = withChanges(before, changesBetween(before, after));
        expect(made.ok && listsOf(made.value)).toEqual(listsOf(after));
      }),
    );
  });

  it("are none between two that say the same in another order", () => {
    const [first, second] = [
      { id: "a", name: "A", values: [] },
      { name: "A", values: [], id: "a" },
    ];
    const of = (list: typeof first) => ({ ...emptyConfiguration, lists: [list] });
    expect(changesBetween(of(first), of(second))).toEqual([]);
  });

  it("made later keep what others changed since, and name what both did", () => {
    fc.assert(
      fc.property(configurations, configurations, configurations, (base, planned, live) => {
        const changes = changesBetween(base, planned);
        const made = withChanges(live, changes);
        const named = (configuration: Configuration, id: string) =>
          configuration.lists.find((list) => list.id === id)?.name;
        const conflicts = ids.filter(
          (id) =>
            named(base, id) !== named(planned, id) &&
            named(live, id) !== named(base, id) &&
            named(live, id) !== named(planned, id),
        );
        if (!made.ok) {
          expect(made.problems.map(({ path }) => path).sort()).toEqual(conflicts.map((id) => `lists.${id}`));
          return;
        }
        expect(conflicts).toEqual([]);
        for (const id of ids) {
          const touched = named(base, id) !== named(planned, id);
          expect(named(made.value, id)).toBe(touched ? named(planned, id) : named(live, id));
        }
      }),
    );
  });
});
