import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { saidLinks } from "../testing/said-links.ts";
import { whoIsWho } from "../testing/who-is-who.ts";
import { type Limits, usualLimits } from "./limits.ts";
import type { Link } from "./link.ts";
import { profileAt } from "./slices-of.ts";

let ids = 0;
function link(timeMs: number, ...nodes: string[]): Link {
  return { id: `link-${String(ids++).padStart(4, "0")}`, timeMs, nodes, by: "api" };
}
const who = (links: readonly Link[], limits: Limits = usualLimits) => whoIsWho(links, limits);

describe("identities of one person", () => {
  it("are one profile, which has its id by the strongest of them", async () => {
    const { profileOf } = await who([
      link(1, "email:E", "phone:P"),
      link(2, "loyalty:L", "phone:P"),
      link(3, "card:K", "email:E"),
    ]);
    expect(new Set(profileOf.values())).toEqual(new Set(["E"]));
    const known = await who([link(1, "email:E", "phone:P"), link(9, "customer:C", "phone:P")]);
    expect(Object.fromEntries(known.profileOf)).toEqual({
      "email:E": "C",
      "phone:P": "C",
      "customer:C": "C",
    });
  });

  it("are never two customers: the later link is refused, and said to be", async () => {
    const links = [
      link(1, "customer:A", "email:A"),
      link(2, "customer:B", "email:B"),
      link(3, "email:A", "email:B"),
    ];
    const { profileOf, refused, shared } = await who(links);
    expect([profileOf.get("email:A"), profileOf.get("email:B")]).toEqual(["A", "B"]);
    expect(refused).toEqual([{ link: "email:A\nemail:B", node: "email:B", reason: "two_customers" }]);
    expect(shared.size).toBe(0);
  });

  it("are no more of a kind than a person has", async () => {
    const links = Array.from({ length: 11 }, (_, index) => link(index, "customer:A", `email:${index}`));
    const { profileOf, refused } = await who(links);
    expect([...profileOf.values()].filter((profile) => profile === "A")).toHaveLength(11);
    expect(refused).toEqual([{ link: "customer:A\nemail:10", node: "email:10", reason: "too_many" }]);
  });
});

describe("a shared identity", () => {
  it("such as a till's e-mail joins nobody, those neither who were joined by it before", async () => {
    const before = [link(1, "customer:A", "email:till"), link(2, "email:till", "phone:P")];
    expect((await who(before)).profileOf.get("phone:P")).toBe("A");
    const { profileOf, shared, refused } = await who([...before, link(3, "customer:B", "email:till")]);
    expect([...shared]).toEqual([["email:till", 2]]);
    expect(Object.fromEntries(profileOf)).toEqual({
      "customer:A": "A",
      "customer:B": "B",
      "email:till": "till",
      "phone:P": "P",
    });
    expect(refused).toEqual([]);
  });

  it("such as the customer guest is known by how many stand behind it", async () => {
    const links = Array.from({ length: 51 }, (_, index) => link(index, "customer:guest", `email:${index}`));
    const { profileOf, shared } = await who(links);
    expect(shared.get("customer:guest")).toBe(51);
    expect(profileOf.get("email:7")).toBe("7");
  });
});

describe("a visitor", () => {
  const at = async (links: readonly Link[], ...timesMs: number[]) => {
    const slices = (await who(links)).slices.get("visitor:V") ?? [];
    return timesMs.map((timeMs) => profileAt("visitor:V", slices, timeMs));
  };

  it("is the person who logs in, with what they did before", async () => {
    expect(await at([link(10, "visitor:V", "customer:A", "email:A")], 0, 9, 10, 99)).toEqual([
      "A",
      "A",
      "A",
      "A",
    ]);
    expect(await at([], 5)).toEqual(["V"]);
  });

  it("of father and son is each of them in turn, and they stay two", async () => {
    const links = [
      link(10, "visitor:V", "customer:father"),
      link(20, "visitor:V", "customer:son"),
      link(30, "visitor:V", "customer:father"),
    ];
    expect(await at(links, 5, 15, 20, 29, 30)).toEqual(["father", "father", "son", "son", "father"]);
    expect(Object.fromEntries((await who(links)).profileOf)).toEqual({});
  });

  it("that more than three persons use is a kiosk: what nobody signed is nobody's", async () => {
    const links = ["A", "B", "C", "D"].map((customer, index) =>
      link(10 + index, "visitor:V", `customer:${customer}`),
    );
    expect(await at(links.slice(0, 3), 9)).toEqual(["A"]);
    expect(await at(links, 9, 10, 12, 99)).toEqual(["V", "A", "C", "D"]);
    expect((await who(links)).shared.get("visitor:V")).toBe(4);
  });

  it("is not taken along by what several persons share", async () => {
    const links = [
      link(1, "customer:A", "email:till"),
      link(2, "customer:B", "email:till"),
      link(3, "visitor:V", "email:till"),
    ];
    expect(await at(links, 5)).toEqual(["V"]);
  });
});

describe("who is who", () => {
  const few: Limits = { ...usualLimits, ofOtherTypes: 2, neighboursOfNode: 4, personsOfVisitor: 2 };

  it("follows from the set of links, whatever their order, however often they arrive", async () => {
    await fc.assert(
      fc.asyncProperty(saidLinks, fc.infiniteStream(fc.nat()), async (said, random) => {
        const expected = await who(said, few);
        const again = [...said, ...said.filter(() => (random.next().value ?? 0) % 2 === 0)]
          .map((each) => ({ each, rank: random.next().value ?? 0 }))
          .sort((a, b) => a.rank - b.rank)
          .map(({ each }) => each);
        const { profileOf, slices, shared, refused } = await who(again, few);
        const sorted = (map: Map<string, unknown>) => new Map([...map].sort(([a], [b]) => (a < b ? -1 : 1)));
        expect(sorted(profileOf)).toEqual(sorted(expected.profileOf));
        expect(sorted(slices)).toEqual(sorted(expected.slices));
        expect(sorted(shared)).toEqual(sorted(expected.shared));
        expect(refused).toEqual(expected.refused);
      }),
    );
  });

  it("never makes one of two customers, nor more of a person than the limits say", async () => {
    await fc.assert(
      fc.asyncProperty(saidLinks, async (said) => {
        const { profileOf, shared } = await who(said, few);
        const members = Map.groupBy(profileOf.keys(), (node) => profileOf.get(node));
        for (const nodes of members.values()) {
          const types = Map.groupBy(nodes, (node) => node.slice(0, node.indexOf(":")));
          for (const [type, each] of types)
            expect(each.length).toBeLessThanOrEqual(type === "customer" ? 1 : 2);
          if (nodes.length > 1) expect(nodes.filter((node) => shared.has(node))).toEqual([]);
        }
      }),
    );
  });

  it("is after an undo as if the link had never been", async () => {
    await fc.assert(
      fc.asyncProperty(saidLinks, fc.nat(), async (said, which) => {
        const visitorLinks = said.filter(({ nodes }) => nodes.some((node) => node.startsWith("visitor:")));
        const undone = visitorLinks[which % Math.max(1, visitorLinks.length)];
        const without = said.map((each) =>
          each === undone
            ? { ...each, nodes: each.nodes.filter((node) => !node.startsWith("visitor:")) }
            : each,
        );
        const { slices } = await whoIsWho(said, few, ({ id }) => id === undone?.id);
        expect([...slices]).toEqual([...(await who(without, few)).slices]);
      }),
    );
  });
});
