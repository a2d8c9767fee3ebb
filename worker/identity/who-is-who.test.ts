import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import * as fc from "fast-check";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { usualLimits } from "../../model/identity/limits.ts";
import type { Link } from "../../model/identity/link.ts";
import { isVisitor } from "../../model/identity/node.ts";
import { saidLinks } from "../../model/testing/said-links.ts";
import { whoIsWho } from "../../model/testing/who-is-who.ts";
import { prepareDatabase } from "../testing/shop.ts";
import { idOf } from "./id-of.ts";
import { identitiesOf } from "./identities-of.ts";

let sites = 0;
const newSite = () => identitiesOf(env.IDENTITIES, `site-${++sites}`);
type Site = ReturnType<typeof newSite>;
const nowMs = 1_790_000_000_000;

function link(timeMs: number, ...nodes: string[]): Link {
  return { id: `link-${timeMs}-${nodes.length}`, timeMs, nodes, by: "api" };
}

async function expectSame(identities: Site, said: readonly Link[], isUndone?: (link: Link) => boolean) {
  const expected = await whoIsWho(said, usualLimits, isUndone, idOf);
  const nodes = [...new Set(said.flatMap((each) => each.nodes))];
  const known = new Map((await identities.resolve(nodes)).map(({ node, profile }) => [node, profile]));
  for (const node of nodes) {
    const profile = isVisitor(node)
      ? expected.slices.get(node)?.at(-1)?.profile
      : expected.profileOf.get(node);
    expect([node, known.get(node)]).toEqual([node, profile ?? node.slice(node.indexOf(":") + 1)]);
  }
  const { shared, refused } = await identities.report();
  expect(new Map(shared.map(({ node, sharedBy }) => [node, sharedBy]))).toEqual(expected.shared);
  expect(
    refused
      .flatMap((each) => each.refused)
      .map(({ node, reason }) => `${node} ${reason}`)
      .sort(byText),
  ).toEqual(expected.refused.map(({ node, reason }) => `${node} ${reason}`).sort(byText));
}

const byText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

describe("who is who, link by link", { timeout: 60_000 }, () => {
  it("is the same as from all links together, in whatever order and however often they come", async () => {
    await fc.assert(
      fc.asyncProperty(saidLinks, fc.infiniteStream(fc.nat()), async (said, random) => {
        const identities = newSite();
        const rank = () => random.next().value ?? 0;
        const coming = [...said, ...said.filter(() => rank() % 3 === 0)]
          .map((each) => ({ each, rank: rank() }))
          .sort((a, b) => a.rank - b.rank);
        for (const { each } of coming) await identities.link([each], nowMs);
        await expectSame(identities, said);
      }),
      { numRuns: 15 },
    );
  });

  it("is after undoing some as if they had never come, and they do not come again", async () => {
    await fc.assert(
      fc.asyncProperty(saidLinks, fc.nat(), async (said, random) => {
        const identities = newSite();
        await identities.link(said, nowMs);
        const undone = new Set<string>();
        const { nodes } = said[random % said.length]!;
        const strong = nodes.filter((node) => !isVisitor(node)).sort(byStrengthOfTest);
        if (strong.length > 1) undone.add(await idOf(strong.join("\n")));
        undone.add(said[random % 3]?.id ?? "");
        for (const id of undone) await identities.void(id, "owner", nowMs);
        await identities.link(said, nowMs);
        await expectSame(identities, said, ({ id }) => undone.has(id));
      }),
      { numRuns: 15 },
    );
  });

  it("is after forgetting somebody as if nothing had been said of them", async () => {
    await fc.assert(
      fc.asyncProperty(saidLinks, fc.nat(), async (said, random) => {
        const identities = newSite();
        await identities.link(said, nowMs);
        const forgotten = said[random % said.length]!.nodes;
        await identities.forget(forgotten);
        await expectSame(identities, said, ({ nodes }) => nodes.some((node) => forgotten.includes(node)));
        await runInDurableObject(identities, (_object, { storage }) => {
          for (const table of ["links", "links_of_nodes", "nodes"])
            for (const row of storage.sql.exec(`SELECT * FROM ${table}`))
              for (const node of forgotten) expect(JSON.stringify(row)).not.toContain(`"${node}"`);
        });
      }),
      { numRuns: 15 },
    );
  });
});

/** Nodes of these tests are in the order of their types. */
const types = ["customer", "email", "phone", "card", "loyalty"];
const byStrengthOfTest = (a: string, b: string) =>
  types.indexOf(a.split(":")[0]!) - types.indexOf(b.split(":")[0]!) || byText(a, b);

describe("a link", () => {
  it("tells whose the visitor is from then on", async () => {
    const identities = newSite();
    const { results } = await identities.link([link(1, "visitor:V", "customer:A", "email:E")], nowMs);
    expect(results).toEqual([{ id: "link-1-3", profile: "A" }]);
    expect(await identities.resolve(["email:E", "visitor:V", "phone:P", "visitor:W"])).toEqual([
      { node: "email:E", profile: "A" },
      { node: "visitor:V", profile: "A" },
      { node: "phone:P", profile: "P" },
      { node: "visitor:W", profile: "W" },
    ]);
  });

  it("that would make one of two customers is refused, with a code and a sentence", async () => {
    const identities = newSite();
    await identities.link([link(1, "customer:A", "email:A"), link(2, "customer:B", "email:B")], nowMs);
    const { results } = await identities.link([link(3, "email:A", "email:B")], nowMs);
    expect(results).toEqual([
      {
        id: "link-3-2",
        profile: "A",
        refused: { code: "two_customers", message: expect.stringMatching(/\.$/) },
      },
    ]);
  });

  it("of a customer who is on hundreds of browsers, such as a guest, makes one person of none of them", async () => {
    const identities = newSite();
    const visitors = Array.from({ length: 301 }, (_, number) => `visitor:${number}`);
    const said = (visitor: string, number: number): Link => ({
      ...link(number + 2, "customer:G", visitor),
      id: `guest-on-${number}`,
    });
    await identities.link([link(1, "customer:G", "email:E")], nowMs);
    await identities.link(visitors.slice(0, 300).map(said), nowMs);
    const profiles = async (...nodes: string[]) =>
      (await identities.resolve(nodes)).map(({ profile }) => profile);
    expect(await profiles("visitor:7", "visitor:300", "email:E")).toEqual(["G", "300", "G"]);
    await identities.link([said("visitor:300", 300)], nowMs);
    expect(await profiles("visitor:7", "visitor:300", "email:E")).toEqual(["7", "300", "E"]);
    expect((await identities.report()).shared).toMatchObject([{ node: "customer:G", sharedBy: 301 }]);
    await identities.void("guest-on-300", "care", nowMs);
    expect(await profiles("visitor:7", "email:E")).toEqual(["G", "G"]);
  });

  it("can be looked at, with hints and who said it, and undone by name", async () => {
    const identities = newSite();
    const said = {
      ...link(1, "visitor:V", "customer:A", "email:E"),
      by: "shop",
      hints: { "email:E": "m…a@example.com" },
    };
    await identities.link([said], 1);
    const { nodes, links } = await identities.describe("A");
    expect(nodes.map(({ node }) => node)).toEqual(["customer:A", "email:E", "visitor:V"]);
    expect(links).toEqual([
      expect.objectContaining({ by: "shop", timeMs: 1, undone: null, refused: [] }),
      expect.objectContaining({ by: "shop", timeMs: 1, undone: null, refused: [] }),
    ]);
    expect(JSON.stringify(links)).toContain("m…a@example.com");
    const joining = links.find((each) => each.nodes.length === 2)!;
    expect(await identities.void(joining.id, "care-7", 5)).toBe(true);
    expect(await identities.void("no-such-link", "care-7", 5)).toBe(false);
    expect(await identities.resolve(["email:E"])).toEqual([{ node: "email:E", profile: "E" }]);
    expect((await identities.describe("E")).links).toContainEqual(
      expect.objectContaining({ id: joining.id, undone: { by: "care-7", atMs: 5 } }),
    );
    expect((await identities.link([said], 9)).results[0]?.refused?.code).toBe("undone");
  });

  it(
    "never leaves whoever logs in with the person before them, also where a browser has been thousands of people's",
    { timeout: 60_000 },
    async () => {
      const identities = newSite();
      await identities.link([link(1, "visitor:V", "customer:A")], nowMs);
      await runInDurableObject(identities, (_object, { storage }) => {
        for (let number = 0; number < 2000; number++) {
          const nodes = JSON.stringify(["customer:A", "visitor:V"]);
          storage.sql.exec(
            "INSERT INTO links (id, time_ms, nodes, said_by) VALUES (?, 2, ?, 'api')",
            `visit-${number}`,
            nodes,
          );
          storage.sql.exec("INSERT INTO links_of_nodes VALUES ('visitor:V', 1, ?)", `visit-${number}`);
        }
      });
      const { results } = await identities.link([link(3, "visitor:V", "customer:B", "email:B")], nowMs);
      expect(results).toMatchObject([{ profile: "B", refused: { code: "too_entangled" } }]);
    },
  );

  it(
    "is refused where thousands hang together already, and changes nothing",
    { timeout: 60_000 },
    async () => {
      const identities = newSite();
      const chain = Array.from({ length: 2000 }, (_, index) =>
        link(index, `email:${index}`, `email:${index + 1}`),
      );
      await runInDurableObject(identities, (_object, { storage }) => {
        for (const { nodes } of chain) {
          storage.sql.exec(
            "INSERT INTO links (id, time_ms, nodes, said_by) VALUES (?, 1, ?, 'api')",
            nodes[0],
            JSON.stringify(nodes),
          );
          for (const node of nodes)
            storage.sql.exec("INSERT INTO links_of_nodes VALUES (?, 0, ?)", node, nodes[0]);
        }
      });
      const { results } = await identities.link([link(3, "email:0", "customer:A")], nowMs);
      expect(results[0]).toMatchObject({ refused: { code: "too_entangled" } });
      expect(await identities.resolve(["email:0"])).toEqual([{ node: "email:0", profile: "0" }]);
      expect((await identities.describe("A")).links).toEqual([]);
    },
  );
});

beforeAll(async () => {
  vi.spyOn(console, "error").mockReturnValue();
  await prepareDatabase();
});
