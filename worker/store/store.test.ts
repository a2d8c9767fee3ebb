import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it, vi } from "vitest";
import type { Configuration } from "../../model/configuration.ts";
import type { Site } from "../../model/site.ts";
import { plannedDatabase } from "../testing/query-plans.ts";
import { configurationWith, prepareDatabase, ruleWith, siteWith } from "../testing/shop.ts";
import { countDecisions, forgetOldDecisions, saveDecisions } from "./decisions.ts";
import { findDraft, listDrafts, replaceDrafts, saveDraft } from "./drafts.ts";
import { liveBundle } from "./live-bundle.ts";
import { routeOf, writeRoutes } from "./routing.ts";
import { findSite, listSites, saveSite } from "./sites.ts";
import { configurationOf, listVersions, publish } from "./versions.ts";

const nowMs = 1_790_000_000_000;

beforeAll(async () => {
  // What fails here on purpose is logged; the log is not what is looked at.
  vi.spyOn(console, "error").mockReturnValue();
  await prepareDatabase();
});

let sites = 0;
async function newSite(): Promise<Site> {
  const site = siteWith({ id: `site-${++sites}`, hosts: [`${sites}.shop.example`] });
  await saveSite(env.DB, site);
  return site;
}

async function publishNow(site: Site, configuration: Configuration, note = "") {
  const over = (await findSite(env.DB, site.id))?.liveVersion ?? 0;
  return publish(env, { site, configuration, over, note, by: "owner", nowMs });
}

/** Where the live bundle of a site lies in KV. */
async function liveKey(site: Site): Promise<string> {
  const key = await env.DB.prepare("SELECT live_bundle FROM sites WHERE id = ?")
    .bind(site.id)
    .first<string>("live_bundle");
  return key ?? "none";
}

const headline = (text: string) =>
  configurationWith({ rules: [ruleWith({ changes: [{ type: "setText", selector: "h1", text }] })] });
const broken = configurationWith({
  rules: [ruleWith({ changes: [{ type: "insertOffer", placement: "x", offer: "y" }] })],
});

/** A binding that is down. */
const down = new Proxy({} as never, {
  get: () => () => {
    throw new Error("This is down.");
  },
});

const all = { before: Number.MAX_SAFE_INTEGER, limit: 100 };

describe("publishing", () => {
  it("gives one number after the other, and makes the newest live", async () => {
    const site = await newSite();
    expect(await publishNow(site, headline("One"), "first")).toEqual({ ok: true, version: 1 });
    expect(await publishNow(site, headline("Two"), "second")).toEqual({ ok: true, version: 2 });
    expect(await findSite(env.DB, site.id)).toEqual({ site, liveVersion: 2, on: true, revision: 1 });
    expect(await listVersions(env.DB, site.id, all)).toEqual([
      {
        version: 2,
        note: "second",
        publishedAtMs: nowMs,
        publishedBy: { id: "owner", name: "owner" },
        changes: null,
      },
      {
        version: 1,
        note: "first",
        publishedAtMs: nowMs,
        publishedBy: { id: "owner", name: "owner" },
        changes: null,
      },
    ]);
    expect(await configurationOf(env.DB, site.id, 1)).toEqual(headline("One"));
  });

  it("keeps rules that are switched off, which shoppers' bundles do not hold", async () => {
    const site = await newSite();
    const configuration = configurationWith({ rules: [ruleWith({ on: false })] });
    await publishNow(site, configuration);
    expect(await configurationOf(env.DB, site.id, 1)).toEqual(configuration);
    expect(await env.BUNDLES.get(await liveKey(site), "json")).toMatchObject({
      configuration: { rules: [] },
    });
  });

  it("refuses what is not right, and leaves what is live", async () => {
    const site = await newSite();
    await publishNow(site, headline("One"));
    const refused = await publishNow(site, broken);
    expect(refused).toMatchObject({
      ok: false,
      problems: [{ code: "unknown_reference" }, { code: "unknown_reference" }],
    });
    expect(await findSite(env.DB, site.id)).toMatchObject({ liveVersion: 1 });
    expect(await listVersions(env.DB, site.id, all)).toHaveLength(1);
  });

  it("changes nothing for shoppers where the bundle could not be stored, and works the next time", async () => {
    const site = await newSite();
    await publishNow(site, headline("One"));
    const what = { site, configuration: headline("Two"), over: 1, note: "", by: "owner", nowMs };
    await expect(publish({ DB: env.DB, BUNDLES: down }, what)).rejects.toThrow("down");
    expect(await findSite(env.DB, site.id)).toMatchObject({ liveVersion: 1 });
    expect(await publish(env, what)).toMatchObject({ ok: true });
    expect(await shownHeadline(site, nowMs)).toBe("Two");
  });

  it("takes one of several who publish over the same version, and tells the others", async () => {
    const site = await newSite();
    await publishNow(site, headline("One"));
    const results = await Promise.all(
      ["A", "B", "C"].map((text) =>
        publish(env, { site, configuration: headline(text), over: 1, note: text, by: "owner", nowMs }),
      ),
    );
    expect(results.filter((result) => result.ok)).toEqual([{ ok: true, version: 2 }]);
    expect(results.filter((result) => "raced" in result)).toHaveLength(2);
    const [winner] = await listVersions(env.DB, site.id, all);
    expect(await shownHeadline(site, nowMs)).toBe(winner?.note);
    const bundles = await env.BUNDLES.list({ prefix: `bundle:${site.id}:2:` });
    expect(bundles.keys).toHaveLength(1);
  });
});

/** The headline that a page shows at a moment, once whatever was begun in the background is done. */
async function shownHeadline(
  site: Site,
  atMs: number,
  bindings: Pick<Env, "DB" | "BUNDLES"> = env,
): Promise<string | undefined> {
  const work: Promise<unknown>[] = [];
  const bundle = liveBundle(bindings, site.id, atMs, (begun) => work.push(begun));
  await Promise.all(work);
  const change = (await bundle.settle())?.bundle.configuration.rules[0]?.variants[0]?.changes[0];
  return change?.type === "setText" ? change.text : undefined;
}

describe("the live bundle", () => {
  it("is nothing before the first publish, and then there for the first page", async () => {
    const site = await newSite();
    expect(await shownHeadline(site, nowMs)).toBeUndefined();
    await publishNow(site, headline("One"));
    expect(await shownHeadline(site, nowMs + 3000)).toBe("One");
  });

  it("is asked for again after three seconds, and not before", async () => {
    const site = await newSite();
    await publishNow(site, headline("One"));
    await shownHeadline(site, nowMs);
    await publishNow(site, headline("Two"));
    expect(await shownHeadline(site, nowMs + 2999)).toBe("One");
    expect(await shownHeadline(site, nowMs + 3000)).toBe("Two");
  });

  it("does not let a page wait for storage that does not answer", async () => {
    const site = await newSite();
    await publishNow(site, headline("One"));
    await shownHeadline(site, nowMs);
    const silent = {
      prepare: () => ({ bind: () => ({ first: () => new Promise(() => undefined) }) }),
    } as unknown as D1Database;
    const bundle = liveBundle({ DB: silent, BUNDLES: env.BUNDLES }, site.id, nowMs + 3000, () => undefined);
    expect((await bundle.settle())?.bundle.version).toBe(1);
  });

  it("stays the last good one while the database is down, and is renewed afterwards", async () => {
    const site = await newSite();
    await publishNow(site, headline("One"));
    await shownHeadline(site, nowMs);
    await publishNow(site, headline("Two"));
    expect(await shownHeadline(site, nowMs + 3000, { DB: down, BUNDLES: env.BUNDLES })).toBe("One");
    expect(await shownHeadline(site, nowMs + 6000)).toBe("Two");
  });

  it("stays the last good one where storage holds something else, until there is a newer one", async () => {
    const site = await newSite();
    await publishNow(site, headline("One"));
    await shownHeadline(site, nowMs);
    await publishNow(site, headline("Two"));
    await env.BUNDLES.put(await liveKey(site), JSON.stringify({ format: 99 }));
    await env.DB.prepare("UPDATE versions SET bundle = '{}' WHERE site = ? AND version = 2")
      .bind(site.id)
      .run();
    expect(await shownHeadline(site, nowMs + 3000)).toBe("One");
    await publishNow(site, headline("Three"));
    expect(await shownHeadline(site, nowMs + 6000)).toBe("Three");
  });

  it.each(["does not have it", "does not hold JSON", "holds another thing", "is down"])(
    "comes from the database where KV %s",
    async (what) => {
      const site = await newSite();
      await publishNow(site, headline("One"));
      if (what === "does not hold JSON") await env.BUNDLES.put(await liveKey(site), "<html>");
      else if (what === "holds another thing") await env.BUNDLES.put(await liveKey(site), '{"format":99}');
      else await env.BUNDLES.delete(await liveKey(site));
      const bindings = what === "is down" ? { DB: env.DB, BUNDLES: down } : env;
      expect(await shownHeadline(site, nowMs, bindings)).toBe("One");
    },
  );
});

describe("the route of a host", () => {
  const unknown = { site: null, origin: "https://fallback.example", prefix: "/_ew/" };
  const ask = (host: string, atMs = nowMs, bindings: Partial<EdgeEnv> = {}) =>
    routeOf({ ...env, ORIGIN: "https://fallback.example", ...bindings }, host, atMs);

  it("leads each of a site's hosts to it, and a host that left nowhere", async () => {
    const site = siteWith({ hosts: ["a.example", "b.example"], origin: "https://o.example", prefix: "/x/" });
    await writeRoutes(env.BUNDLES, site, []);
    expect(await ask("a.example")).toEqual({ site: "lumen", origin: "https://o.example", prefix: "/x/" });
    await ask("b.example");
    await writeRoutes(env.BUNDLES, { ...site, hosts: ["a.example"] }, site.hosts);
    expect(await ask("b.example", nowMs + 5000)).toEqual(unknown);
    expect(await ask("a.example", nowMs + 5000)).toMatchObject({ site: "lumen" });
  });

  it("is the fallback for hosts that no site names, or none", async () => {
    expect(await ask("nobody.example")).toEqual(unknown);
    expect(await ask("nobody-else.example", nowMs, { ORIGIN: "" })).toEqual({
      ...unknown,
      origin: null,
    });
  });

  it("stays known while KV is down or holds something else", async () => {
    await writeRoutes(env.BUNDLES, siteWith({ hosts: ["c.example"] }), []);
    await ask("c.example");
    expect(await ask("c.example", nowMs + 3_600_000, { BUNDLES: down })).toMatchObject({ site: "lumen" });
    await env.BUNDLES.put("host:c.example", JSON.stringify({ site: 7 }));
    expect(await ask("c.example", nowMs + 3_600_000)).toMatchObject({ site: "lumen" });
  });

  it("comes from the database where KV is down and nothing is known", async () => {
    const site = siteWith({ id: "d", hosts: ["d.example", "www.d.example"], origin: "https://o.example" });
    await saveSite(env.DB, site);
    const expected = { site: "d", origin: "https://o.example", prefix: "/_ew/" };
    expect(await ask("www.d.example", nowMs, { BUNDLES: down })).toEqual(expected);
    expect(await ask("nobodys.example", nowMs, { BUNDLES: down })).toEqual(unknown);
  });

  it("is the fallback where the database is down as well and nothing is known, but only as long", async () => {
    await writeRoutes(env.BUNDLES, siteWith({ hosts: ["e.example"] }), []);
    expect(await ask("e.example", nowMs, { BUNDLES: down, DB: down })).toEqual(unknown);
    expect(await ask("e.example", nowMs)).toMatchObject({ site: "lumen" });
  });
});

describe("drafts", () => {
  const rule = ruleWith();
  const save = (site: Site, over: number, name: string) =>
    saveDraft(env.DB, {
      site: site.id,
      kind: "rules",
      document: { ...rule, name },
      over,
      by: "owner",
      nowMs,
    });

  it("are saved over the revision that was edited, and over no other", async () => {
    const site = await newSite();
    expect(await save(site, 0, "One")).toBe(true);
    expect(await save(site, 0, "Mine")).toBe(false);
    expect(await save(site, 1, "Two")).toBe(true);
    expect(await save(site, 1, "Late")).toBe(false);
    expect(await save(site, 9, "Early")).toBe(false);
    expect(await findDraft(env.DB, site.id, "rules", rule.id)).toMatchObject({
      revision: 2,
      document: { name: "Two" },
    });
  });

  it("belong to their site and kind", async () => {
    const [site, other] = [await newSite(), await newSite()];
    await save(site, 0, "One");
    expect(await findDraft(env.DB, other.id, "rules", rule.id)).toBeUndefined();
    expect(await findDraft(env.DB, site.id, "offers", rule.id)).toBeUndefined();
  });

  it("are replaced as a whole, and a page that was open before cannot save over that", async () => {
    const site = await newSite();
    await save(site, 0, "One");
    await saveDraft(env.DB, {
      site: site.id,
      kind: "rules",
      document: { ...rule, id: "extra" },
      over: 0,
      by: "owner",
      nowMs,
    });
    await replaceDrafts(env.DB, site.id, [{ kind: "rules", id: rule.id, document: rule }], "owner", nowMs);
    expect(await listDrafts(env.DB, site.id)).toMatchObject([{ id: rule.id, document: rule, revision: 2 }]);
    expect(await save(site, 1, "Late")).toBe(false);
  });
});

describe("what is decided", () => {
  it("counts once, though it is delivered twice, for a day", async () => {
    const site = await newSite();
    const record = (id: string, pages: Record<string, number>, atMs: number) => ({
      type: "decisions" as const,
      id,
      site: site.id,
      pages,
      activity: { views: 0, visitors: [], heard: false },
      atMs,
    });
    const records = [
      record("1", { a: 40, b: 1 }, nowMs),
      record("2", { a: 2 }, nowMs),
      record("3", { a: 1 }, nowMs - 10),
    ];
    await saveDecisions(env.DB, records);
    await saveDecisions(env.DB, records);
    expect(await countDecisions(env.DB, site.id, nowMs)).toEqual(
      new Map([
        ["a", 42],
        ["b", 1],
      ]),
    );
    const { db, plans } = plannedDatabase();
    await forgetOldDecisions(db, nowMs + 49 * 3_600_000);
    expect(await plans()).toContain("SEARCH decisions USING PRIMARY KEY (site=? AND at_ms<?)");
    expect(await countDecisions(env.DB, site.id, 0)).toEqual(new Map());
  });
});

it("a site's document is replaced, and what is published stays", async () => {
  const site = await newSite();
  await publishNow(site, headline("One"));
  await saveSite(env.DB, { ...site, name: "Renamed" });
  expect(await findSite(env.DB, site.id)).toEqual({
    site: { ...site, name: "Renamed" },
    liveVersion: 1,
    on: true,
    revision: 2,
  });
  expect((await listSites(env.DB)).map((stored) => stored.site.id)).toContain(site.id);
});
