import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { couponWith } from "../../model/testing/coupon.ts";
import { offerWith } from "../../model/testing/offer.ts";
import { auditRow, type Deed, listAudit } from "../store/audit.ts";
import { apiClient, type ApiAnswer, clientBy, dashboardOrigin } from "../testing/api-client.ts";
import { Authenticator } from "../testing/authenticator.ts";
import { configurationWith, prepareDatabase, ruleWith, siteWith } from "../testing/shop.ts";
import { goLive } from "../testing/visiting.ts";
import { endpoints } from "./contract.ts";
import type { Endpoint } from "./contract/endpoint.ts";

type Call = Awaited<ReturnType<typeof apiClient>>;

const site = siteWith({ id: "kept", hosts: ["kept.example"] });
const of = "site=kept";
let owner: Call;
let marketer: Call;

/** Calls, and demands that it works. @param seen the revision that it is over. */
async function done(line: string, body?: unknown, seen = 0): Promise<ApiAnswer["answer"]> {
  const { status, answer } = await owner(line, body, seen === 0 ? {} : { "if-match": `"${seen}"` });
  if (status > 299) throw new Error(`${line}: ${JSON.stringify(answer)}`);
  return answer;
}

const entries = async (query = "") => (await done(`GET /audit?${of}${query}`)).entries;

beforeAll(async () => {
  vi.spyOn(console, "error").mockReturnValue();
  await prepareDatabase();
  const coupons = [
    couponWith({ id: "ten", code: "TEN" }),
    couponWith({ id: "gift", pool: { kind: "imported" } }),
  ];
  const offers = [offerWith({ id: "live" })];
  const placements = [{ id: "spot", name: "Spot", selector: "main", position: "start" } as const];
  await goLive(site, configurationWith({ coupons, offers, placements }), Date.now());
  [owner, marketer] = [await apiClient("owner"), await apiClient("marketer")];
});

/** Does whatever there is to do about people who work with the dashboard. @returns the secrets in it. */
async function changePeople(): Promise<string[]> {
  const someone = { name: "Mia", email: "mia@shop.example", role: "viewer" };
  const { invitation } = await done("POST /invitations", someone);
  await done(`DELETE /invitations/${invitation.id}`);
  const { url } = await done("POST /invitations", someone);
  const mia = await clientBy(tokenIn(url));
  const { user } = (await mia("GET /session")).answer;
  await done(`POST /users/${user.id}/role`, { role: "care" });
  const link = await done(`POST /users/${user.id}/sign-in-link`);
  await clientBy(tokenIn(link.url));
  const { sessions } = (await mia("GET /me")).answer;
  const other = sessions.find(({ isThis }: { isThis: boolean }) => !isThis);
  expect((await mia(`DELETE /me/sessions/${other.id}`)).status).toBe(200);
  await done(`DELETE /users/${user.id}`);
  await done("PUT /me", { name: "owner", email: "olga@shop.example" });
  const password = "seven quiet herons";
  await done("PUT /me/password", { password });
  await done("DELETE /me/password");
  const { options } = await done("POST /me/passkeys/options");
  const passkey = await new Authenticator().create({
    challenge: options.challenge,
    rpId: options.rp.id,
    origin: dashboardOrigin,
  });
  await done("POST /me/passkeys", { name: "Laptop", passkey });
  await done(`DELETE /me/passkeys/${passkey.id}`);
  return [tokenIn(url), tokenIn(link.url), password, passkey.id];
}

/** Of a link that signs somebody in. */
const tokenIn = (url: string) => /[\w-]{43}$/.exec(url)?.[0] ?? "";

/** Changes that leave nothing, and why. */
const unaudited: Record<string, string> = {
  "POST /sites/:id/look": "it looks",
  "DELETE /session": "who signed in is told with sessions",
  "POST /session/access": "who signed in is told with sessions",
  "POST /session/passkey": "who signed in is told with sessions",
  "POST /session/passkey/options": "nothing has come of it yet",
  "POST /session/password": "who signed in is told with sessions",
  "POST /me/passkeys/options": "nothing has come of it yet",
  "POST /preview?site=:site": "it looks",
  "POST /debug?site=:site": "it looks",
  "POST /edit?site=:site": "it looks",
  "POST /decide": "it looks",
  "POST /shared-result": "it looks",
  "POST /segments/audience?site=:site": "it looks",
  "POST /segments/members?site=:site": "it looks",
  "POST /profiles/search?site=:site": "it looks",
  "POST /profiles/:id/explain?site=:site": "it looks",
  "POST /orders/:platform?site=:site": "a shop's server says what its shoppers did",
  "POST /events": "what shoppers did",
  "PUT /imports/:id/parts/:part?site=:site&row=:row": "the import says what it took",
};

describe("the audit", () => {
  it("is told of by every endpoint that changes something, but for a few", () => {
    const silent = Object.entries<Endpoint>(endpoints)
      .filter(([key, { leaves }]) => !key.startsWith("GET ") && leaves === undefined)
      .map(([key]) => key);
    expect(silent.sort()).toEqual(Object.keys(unaudited).sort());
  });

  it("holds whatever was done, by whom, to what", async () => {
    await done("PUT /sites/kept", { ...site, name: "Kept" }, 1);
    await done("POST /sites/kept/switch", { on: false });
    await done("POST /sites/kept/switch", { on: true });
    await done("POST /sites/kept/identify-secret");
    await done(`POST /order-secrets?${of}`, { platform: "generic" });
    await done(`PUT /rules/hello?${of}`, { document: ruleWith({ id: "hello" }) });
    await done(`PUT /offers/o?${of}`, { document: offerWith({ id: "o" }) });
    await done(`PUT /coupons/ten?${of}`, { document: couponWith({ id: "ten", code: "TEN" }) });
    await done(`PUT /coupons/gift?${of}`, {
      document: couponWith({ id: "gift", pool: { kind: "imported" } }),
    });
    await done(`PUT /placements/top?${of}`, {
      document: { id: "top", name: "Top", selector: "h1", position: "after" },
    });
    await done(`PUT /segments/all?${of}`, { document: { id: "all", name: "All", condition: {} } });
    await done(`PUT /lists/vips?${of}`, { document: { id: "vips", name: "VIPs", values: ["a"] } });
    const won = { id: "won", name: "Won", event: "sign_up" };
    await done(`PUT /goals/won?${of}`, { document: won });
    await done(`POST /publish/later?${of}`, { at: new Date(Date.now() + 3_600_000).toISOString() });
    await done(`DELETE /publish/later?${of}`);
    await done(`POST /publish?${of}`, { note: "First" });
    await done(`POST /versions/1/restore?${of}`);
    await done(`POST /versions/1/comments?${of}`, { text: "As it was" });
    await done(`POST /rules/hello/switch?${of}`, { on: false });
    const stopped = { sinceMs: 0, stopped: { why: "sample_ratio", atMs: 0 } };
    await env.DB.prepare(
      "INSERT INTO rule_steering (site, rule, steering, at_ms) VALUES ('kept', 'hello', ?, 0)",
    )
      .bind(JSON.stringify(stopped))
      .run();
    await done(`POST /rules/hello/resume?${of}`);
    await done(`PUT /rules/higher?${of}`, { document: ruleWith({ id: "higher", priority: 90 }) });
    await done(`POST /rules/hello/move?${of}`, { before: "higher" });
    await done(`DELETE /publish?${of}`);
    const { link } = await done(`POST /result-links?${of}`, { rule: "site:all" });
    await done(`DELETE /result-links/${link.id}?${of}`);
    const { key } = await done(`POST /keys?${of}`, { name: "Till", scopes: ["events"] });
    await done(`DELETE /keys/${key.id}?${of}`);
    await done(`POST /coupons/gift/codes?${of}`, { codes: ["A-1"] });
    const anja = [
      { type: "customer", value: "anja" },
      { type: "email", value: "anja@example.com" },
    ];
    await done("POST /events", {
      site: "kept",
      events: [{ id: "event-of-anja", name: "page_view", timeMs: Date.now(), params: {}, identities: anja }],
    });
    await done(`POST /coupons/ten/issue?${of}`, { identities: anja });
    await done(`POST /coupons/ten/revoke?${of}`, { all: true });
    const [issued] = await entries("&kind=profile");
    const profile = issued.about.id;
    await done(`POST /profiles/${profile}/coupons?${of}`, { coupon: "gift" });
    await done(`POST /profiles/${profile}/consent?${of}`, { state: "granted" });
    await done(`GET /profiles/${profile}/export?${of}`);
    const { note } = await done(`POST /profiles/${profile}/notes?${of}`, { text: "Asked for annotations." });
    await done(`DELETE /profiles/${profile}/notes/${note.id}?${of}`);
    await done(`POST /profiles/${profile}/pins?${of}`, { offer: "live", why: "anja waited" });
    await done(`DELETE /profiles/${profile}/pins/live?${of}`);
    const card = { type: "card", value: "77-01" };
    await done(`POST /profiles/${profile}/links?${of}`, { identity: card });
    const { links } = await done(`GET /profiles/${profile}/identities?${of}`);
    await done(`POST /profiles/links/${links[0].id}/undo?${of}`);
    const { import: begun } = await done(`POST /imports?${of}`, { name: "File", format: "csv" });
    await done(`DELETE /imports/${begun.id}?${of}`);
    await done(`GET /exports/profiles.ndjson?${of}`);
    const ofPerson = await entries(`&kind=profile&id=${profile}`);
    expect(ofPerson.map(({ what }: Deed) => what)).toEqual([
      "person.linked",
      "offer.unpinned",
      "offer.pinned",
      "note.deleted",
      "note.written",
      "person.exported",
      "consent.written",
      "coupon.given",
      "coupon.issued",
    ]);
    await done(`DELETE /profiles/${profile}?${of}`);
    for (const [kind, document] of [
      ["rules", ruleWith({ id: "gone" })],
      ["offers", offerWith({ id: "gone" })],
      ["coupons", couponWith({ id: "gone", code: "GONE" })],
      ["placements", { id: "gone", name: "Gone", selector: "h1", position: "after" }],
      ["segments", { id: "gone", name: "Gone", condition: {} }],
      ["lists", { id: "gone", name: "Gone", values: [] }],
      ["goals", { id: "gone", name: "Gone", event: "sign_up" }],
    ] as const) {
      await done(`PUT /${kind}/gone?${of}`, { document });
      await done(`DELETE /${kind}/gone?${of}`, undefined, 1);
    }
    const secrets = await changePeople();

    const left = new Set<string>((await entries("&limit=100")).map(({ what }: Deed) => what));
    const promised = Object.values<Endpoint>(endpoints).flatMap(({ leaves }) => leaves ?? []);
    expect([...left].sort()).toEqual([...new Set(promised)].sort());
    const told = JSON.stringify(await entries("&limit=100"));
    for (const secret of ["anja", ...secrets]) expect(told).not.toContain(secret);
    expect(await entries(`&kind=profile&id=${profile}`)).toEqual([]);
  });

  it("holds what differs, by fields, with the names of then", async () => {
    await done(`PUT /rules/held?${of}`, { document: ruleWith({ id: "held", name: "Held" }) });
    const changed = ruleWith({ id: "held", name: "Kept", priority: 3 });
    await done(`PUT /rules/held?${of}`, { document: changed }, 1);
    const [saved, made] = await entries("&kind=rule&id=held");
    expect(saved).toMatchObject({
      by: { id: "owner", name: "owner" },
      what: "rule.saved",
      about: { kind: "rule", id: "held", name: "Kept" },
      before: { name: "Held", priority: 10 },
      after: { name: "Kept", priority: 3 },
    });
    expect(Object.keys(saved.after)).toHaveLength(2);
    expect(made).toMatchObject({ before: null, after: { id: "held" } });
  });

  it("holds how many entries a list has, and none of them", async () => {
    const values = ["ada@example.com", "bea@example.com"];
    await done(`PUT /lists/mail?${of}`, { document: { id: "mail", name: "Mail", values } });
    await done(`PUT /lists/mail?${of}`, { document: { id: "mail", name: "Mail", values: [] } }, 1);
    await done(`DELETE /lists/mail?${of}`, undefined, 2);
    const told = await entries("&kind=list&id=mail");
    expect(told[1]).toMatchObject({ before: { values: 2 }, after: { values: 0 } });
    expect(JSON.stringify(told)).not.toContain("example.com");
  });

  it("holds nothing of a change that was refused, and of a switch that stood so already", async () => {
    await done(`PUT /lists/l?${of}`, { document: { id: "l", name: "L", values: [] } });
    const stale = await owner(`PUT /lists/l?${of}`, {
      document: { id: "l", name: "M", values: [] },
    });
    expect(stale.status).toBe(428);
    await done("POST /sites/kept/switch", { on: true });
    const names = (await entries("&kind=list&id=l")).map(({ about }: { about: object }) => about);
    expect(names).toEqual([{ kind: "list", id: "l", name: "L" }]);
    expect((await entries("&kind=site")).filter(({ what }: Deed) => what === "site.switched")).toHaveLength(
      2,
    );
  });

  it("holds of people who let whom in and what became of it, for owners alone", async () => {
    const newcomer = { name: "Noor", email: "noor@shop.example", role: "viewer" };
    const { invitation, url } = await done("POST /invitations", newcomer);
    const { user } = (await (await clientBy(tokenIn(url)))("GET /session")).answer;
    for (const role of ["marketer", "marketer"]) await done(`POST /users/${user.id}/role`, { role });
    await done(`DELETE /users/${user.id}`);
    const { id } = user;
    expect(await entries(`&kind=user&id=${id}`)).toMatchObject([
      { what: "user.removed", before: { email: newcomer.email, role: "marketer" }, after: null },
      { what: "user.role_changed", before: { role: "viewer" }, after: { role: "marketer" } },
    ]);
    expect(await entries(`&kind=invitation&id=${invitation.id}`)).toMatchObject([
      { by: { id, name: "Noor" }, what: "invitation.accepted", after: { role: "viewer" } },
      {
        by: { id: "owner" },
        what: "user.invited",
        about: { name: "Noor" },
        after: { email: newcomer.email, role: "viewer" },
      },
    ]);
    expect((await marketer(`GET /audit?${of}&kind=user`)).answer.entries).toEqual([]);
  });

  it("holds nothing of a person whom nothing was done about", async () => {
    const before = await entries("&limit=100");
    expect((await owner("DELETE /users/nobody")).status).toBe(404);
    expect((await owner("POST /users/owner/role", { role: "viewer" })).answer.error.code).toBe("last_owner");
    await done("DELETE /me/password");
    await done("DELETE /me/sessions");
    expect(await entries("&limit=100")).toEqual(before);
  });

  it("goes on where it stopped, and tells what is of no site to owners alone", async () => {
    await env.DB.batch(
      ["", "lumen"].map((other) =>
        auditRow(env.DB, {
          site: other,
          by: { id: "owner", name: "owner" },
          what: "key.made",
          about: { kind: "key", id: other, name: "Elsewhere" },
          atMs: Date.now(),
        }),
      ),
    );
    const all = await listAudit(env.DB, {
      sites: ["kept", ""],
      by: undefined,
      kind: undefined,
      about: undefined,
      before: Number.MAX_SAFE_INTEGER,
      limit: 1000,
    });
    const read: string[] = [];
    for (let after: string | null = ""; after !== null;) {
      const page = await done(`GET /audit?${of}&limit=7${after === "" ? "" : `&after=${after}`}`);
      expect(page.entries.length).toBeLessThanOrEqual(7);
      read.push(...page.entries.map(({ id }: { id: string }) => id));
      after = page.next;
    }
    expect(read).toEqual(all.map(({ id }) => String(id)));
    expect((await entries())[0].about.name).toBe("Elsewhere");
    const { answer } = await marketer(`GET /audit?${of}`);
    expect(JSON.stringify(answer)).not.toContain("Elsewhere");
    expect((await owner(`GET /audit?${of}&after=nonsense`)).status).toBe(400);
  });
});
