import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { offerWith } from "../../model/testing/offer.ts";
import worker from "../jobs-worker.ts";
import { publishDue } from "../jobs/publish-due.ts";
import { saveSite } from "../store/sites.ts";
import { apiClient, type ApiClient, ask } from "../testing/api-client.ts";
import { prepareDatabase, ruleWith, siteWith } from "../testing/shop.ts";

let owner: ApiClient;
let marketer: ApiClient;
beforeAll(async () => {
  vi.spyOn(console, "error").mockReturnValue();
  await prepareDatabase();
  [owner, marketer] = [await apiClient("owner"), await apiClient("marketer")];
});

let sites = 0;
/** A new site with one live rule. @returns what names it in addresses. */
async function newSite(): Promise<string> {
  const id = `site-${++sites}`;
  await saveSite(env.DB, siteWith({ id, hosts: [`${id}.example`] }));
  await save(`site=${id}`, "Hello");
  await done(`POST /publish?site=${id}`, { note: "First" });
  return `site=${id}`;
}

async function done(line: string, body?: unknown, headers: Record<string, string> = {}) {
  const { status, answer } = await owner(line, body, headers);
  if (status > 299) throw new Error(`${line}: ${JSON.stringify(answer)}`);
  return answer;
}

/** Drafts the rule with another headline. */
async function save(of: string, text: string, more: object = {}): Promise<void> {
  const { answer } = await owner(`GET /rules/welcome?${of}`);
  const seen = answer.draft === undefined ? {} : { "if-match": `"${answer.draft.revision}"` };
  const changes = [{ type: "setText" as const, selector: "h1", text }];
  await done(`PUT /rules/welcome?${of}`, { document: { ...ruleWith({ changes }), ...more } }, seen);
}

const live = async (of: string) => {
  const { draft } = await done(`GET /rules/welcome?${of}`);
  return draft.live?.variants[0].changes[0].text;
};
const pending = (of: string) => done(`GET /publish?${of}`);
const later = (of: string, inMs: number, note = "") =>
  owner(`POST /publish/later?${of}`, { at: new Date(Date.now() + inMs).toISOString(), note });
const hourMs = 3_600_000;

describe("whoever publishes or discards", () => {
  it("is refused where somebody else saved something meanwhile that they have not seen", async () => {
    const of = await newSite();
    await save(of, "Mine");
    const { revision } = await pending(of);
    await save(of, "Another's");
    const seen = { "if-match": `"${revision}"` };
    for (const line of [`POST /publish?${of}`, `POST /publish/later?${of}`]) {
      const body = line.includes("later") ? { at: new Date(Date.now() + hourMs).toISOString() } : {};
      expect((await owner(line, body, seen)).answer.error.code).toBe("changed_meanwhile");
    }
    for (const line of [`DELETE /publish?${of}`, `DELETE /publish/rules/welcome?${of}`])
      expect((await owner(line, undefined, seen)).status).toBe(412);
    expect(await live(of)).toBe("Hello");
    const { revision: now } = await pending(of);
    await done(`POST /publish?${of}`, {}, { "if-match": `"${now}"` });
    expect(await live(of)).toBe("Another's");
  });

  it("at the same moment as somebody else is told, and there is one version of it", async () => {
    const of = await newSite();
    await save(of, "Ours");
    const seen = { "if-match": `"${(await pending(of)).revision}"` };
    const both = await Promise.all([owner, marketer].map((by) => by(`POST /publish?${of}`, {}, seen)));
    expect(both.map(({ status }) => status).filter((status) => status === 200)).toHaveLength(1);
    const told = both.find(({ status }) => status !== 200);
    expect(["conflict", "changed_meanwhile"]).toContain(told?.answer.error.code);
    expect((await done(`GET /versions?${of}`)).versions).toHaveLength(2);
  });

  it("reads what keeps it from going live before trying, and where that is", async () => {
    const of = await newSite();
    await done(`PUT /offers/o?${of}`, { document: offerWith({ id: "o", name: "Bag", coupon: "gone" }) });
    const { problems } = await pending(of);
    expect(problems).toMatchObject([
      { code: "unknown_reference", about: { kind: "offers", id: "o", name: "Bag" } },
    ]);
    expect((await later(of, hourMs)).answer.error.code).toBe("cannot_publish");
  });
});

describe("one draft that is discarded", () => {
  it("is as it is live, and the others stay drafted", async () => {
    const of = await newSite();
    await save(of, "Another");
    await done(`PUT /offers/o?${of}`, { document: offerWith({ id: "o" }) });
    const after = await done(`DELETE /publish/rules/welcome?${of}`);
    expect(after.changes).toMatchObject([{ kind: "offers", id: "o" }]);
    await done(`DELETE /publish/offers/o?${of}`);
    expect((await pending(of)).changes).toEqual([]);
    expect((await owner(`GET /offers/o?${of}`)).status).toBe(404);
    expect((await owner(`DELETE /publish/offers/o?${of}`)).status).toBe(404);
    expect((await owner(`DELETE /publish/nonsense/o?${of}`)).status).toBe(404);
  });

  it("comes back where it was deleted", async () => {
    const of = await newSite();
    await done(`DELETE /rules/welcome?${of}`, undefined, { "if-match": '"1"' });
    expect((await pending(of)).changes).toMatchObject([{ what: "removed" }]);
    await done(`DELETE /publish/rules/welcome?${of}`);
    expect((await done(`GET /rules/welcome?${of}`)).draft.document).toEqual(
      ruleWith({ changes: [{ type: "setText", selector: "h1", text: "Hello" }] }),
    );
  });

  it("stays where another draft needs it", async () => {
    const of = await newSite();
    await done(`PUT /segments/vips?${of}`, { document: { id: "vips", name: "VIPs", condition: {} } });
    await save(of, "Another", { condition: { $inSegment: "vips" } });
    const { status, answer } = await owner(`DELETE /publish/segments/vips?${of}`);
    expect([status, answer.error.code]).toEqual([409, "in_use"]);
  });
});

describe("what is planned", () => {
  it("goes live when its time has come, as it was drafted then", async () => {
    const of = await newSite();
    await save(of, "On Friday");
    const { answer } = await later(of, hourMs, "Black Friday");
    expect(answer.planned).toMatchObject({ by: { name: "owner" }, note: "Black Friday", problems: null });
    await save(of, "After it was planned");
    await publishDue(env, Date.now());
    expect(await live(of)).toBe("Hello");
    await publishDue(env, Date.now() + hourMs);
    expect(await live(of)).toBe("On Friday");
    const { versions } = await done(`GET /versions?${of}`);
    expect(versions[0]).toMatchObject({
      note: "Black Friday",
      publishedBy: { id: "owner" },
      changes: { count: 1 },
    });
    expect(await pending(of)).toMatchObject({ planned: null, changes: [{ id: "welcome" }] });
    const [deed] = (await done(`GET /audit?${of}&kind=version`)).entries;
    expect(deed).toMatchObject({ what: "bundle.published", by: { id: "owner" } });
    await publishDue(env, Date.now() + hourMs);
    expect((await done(`GET /versions?${of}`)).versions).toHaveLength(2);
  });

  it("keeps what was published meanwhile of other documents", async () => {
    const of = await newSite();
    await save(of, "On Friday");
    await later(of, hourMs);
    await done(`DELETE /publish?${of}`);
    await done(`PUT /offers/o?${of}`, { document: offerWith({ id: "o" }) });
    await done(`POST /publish?${of}`, {});
    await publishDue(env, Date.now() + hourMs);
    expect(await live(of)).toBe("On Friday");
    expect((await done(`GET /offers/o?${of}`)).draft.live).not.toBeNull();
  });

  it("does not go over what was published meanwhile of the same document, and says so until it is taken away", async () => {
    const of = await newSite();
    await save(of, "On Friday");
    await later(of, hourMs);
    await done(`POST /rules/welcome/switch?${of}`, { on: false });
    await publishDue(env, Date.now() + hourMs);
    const { planned } = await pending(of);
    expect(planned.problems).toMatchObject([
      { code: "changed_meanwhile", about: { kind: "rules", id: "welcome", name: "Welcome" } },
    ]);
    expect(await live(of)).toBe("Hello");
    const [deed] = (await done(`GET /audit?${of}&kind=version`)).entries;
    expect(deed.what).toBe("publish.failed");
    await done(`DELETE /publish/later?${of}`);
    expect((await pending(of)).planned).toBeNull();
  });

  it("can be cancelled, but not while it goes live", async () => {
    const of = await newSite();
    await save(of, "On Friday");
    await later(of, hourMs);
    await done(`DELETE /publish/later?${of}`);
    await publishDue(env, Date.now() + hourMs);
    expect(await live(of)).toBe("Hello");
    await later(of, hourMs);
    await env.DB.prepare("UPDATE planned_publishes SET at_ms = ?")
      .bind(Date.now() - 1000)
      .run();
    expect((await owner(`DELETE /publish/later?${of}`)).answer.error.code).toBe("conflict");
    expect((await owner(`DELETE /publish/later?site=lumen`)).status).toBe(404);
  });

  it("is one at a time, of something, and in time to come", async () => {
    const of = await newSite();
    expect((await later(of, hourMs)).answer.error.code).toBe("conflict");
    await save(of, "On Friday");
    for (const inMs of [-1000, 400 * 24 * hourMs])
      expect((await later(of, inMs)).answer.error.code).toBe("invalid_request");
    expect((await owner(`POST /publish/later?${of}`, { at: "Friday" })).status).toBe(400);
    expect((await later(of, hourMs)).status).toBe(200);
    expect((await later(of, hourMs)).answer.error.code).toBe("conflict");
  });

  it("waits while storage is down, and goes live then", async () => {
    const of = await newSite();
    await save(of, "On Friday");
    await later(of, hourMs);
    const broken = { put: () => Promise.reject(new Error("down")) } as unknown as KVNamespace;
    await publishDue({ ...env, BUNDLES: broken }, Date.now() + hourMs);
    expect((await pending(of)).planned.problems).toBeNull();
    await publishDue(env, Date.now() + hourMs);
    expect(await live(of)).toBe("On Friday");
  });

  it("is looked at by the script each minute", async () => {
    const of = await newSite();
    await save(of, "Now");
    await later(of, hourMs);
    await env.DB.prepare("UPDATE planned_publishes SET at_ms = ?")
      .bind(Date.now() - 1000)
      .run();
    await worker.scheduled?.({} as ScheduledController, env);
    expect(await live(of)).toBe("Now");
  });
});

describe("versions", () => {
  it("are made live again, and drafts stay as they are", async () => {
    const of = await newSite();
    await save(of, "Second");
    await done(`POST /publish?${of}`, {});
    await save(of, "Drafted");
    const { version } = await done(`POST /versions/1/restore?${of}`, undefined, { "if-match": '"2"' });
    expect(version).toBe(3);
    expect(await live(of)).toBe("Hello");
    expect((await done(`GET /rules/welcome?${of}`)).draft.document.variants[0].changes[0].text).toBe(
      "Drafted",
    );
    expect((await done(`GET /versions?${of}`)).versions[0]).toMatchObject({
      note: "Back to version 1",
      changes: { count: 1, first: [{ id: "welcome", what: "changed" }] },
    });
    const late = await owner(`POST /versions/2/restore?${of}`, undefined, { "if-match": '"2"' });
    expect(late.status).toBe(412);
    for (const none of ["4", "x", "-1"])
      expect((await owner(`POST /versions/${none}/restore?${of}`)).status).toBe(404);
  });

  it("differ by fields, also from drafts", async () => {
    const of = await newSite();
    await save(of, "Second", { name: "Greeting" });
    await done(`PUT /lists/l?${of}`, { document: { id: "l", name: "L", values: ["ada@example.com"] } });
    const { changes, more } = await done(`GET /differences?${of}`);
    expect(changes).toMatchObject([
      {
        kind: "rules",
        id: "welcome",
        what: "changed",
        before: { name: "Welcome" },
        after: { name: "Greeting" },
      },
      { kind: "lists", what: "added", before: null, after: { values: 1 } },
    ]);
    expect(more).toBe(0);
    await done(`POST /publish?${of}`, {});
    const between = await done(`GET /differences?${of}&from=2&to=1`);
    expect(between.changes).toMatchObject([
      { kind: "rules", before: { name: "Greeting" }, after: { name: "Welcome" } },
      { kind: "lists", what: "removed", after: null },
    ]);
    expect((await owner(`GET /differences?${of}&from=7`)).status).toBe(404);
    expect((await owner(`GET /differences?${of}&from=x`)).status).toBe(400);
  });

  it("are commented on, in order", async () => {
    const of = await newSite();
    await done(`POST /versions/1/comments?${of}`, { text: " Looks good " });
    await marketer(`POST /versions/1/comments?${of}`, { text: "<b>Agreed</b>" });
    const { versions } = await done(`GET /versions?${of}`);
    expect(versions[0].comments).toMatchObject([
      { by: { name: "owner" }, text: "Looks good" },
      { by: { name: "marketer" }, text: "<b>Agreed</b>" },
    ]);
    expect((await owner(`POST /versions/2/comments?${of}`, { text: "Where?" })).status).toBe(404);
    expect((await owner(`POST /versions/1/comments?${of}`, { text: " " })).status).toBe(400);
  });
});

it("whoever is not signed in learns nothing of it", async () => {
  for (const line of [
    "GET /differences?site=lumen",
    "GET /versions?site=lumen",
    "DELETE /publish/later?site=lumen",
  ])
    expect((await ask(line, undefined)).status).toBe(401);
});
