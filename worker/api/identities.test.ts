import { createExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it, vi } from "vitest";
import type { Identity } from "../../model/identity/identity.ts";
import { ownProfile } from "../../model/identity/node.ts";
import type { SignedInUser } from "../../model/user.ts";
import { identitiesOf } from "../identity/identities-of.ts";
import { identifySecrets } from "../identity/identify-secret.ts";
import { linkOf } from "../identity/link-of.ts";
import { nodeOf } from "../identity/node-of.ts";
import { faulty } from "../testing/faulty.ts";
import { inviteUser, prepareDatabase } from "../testing/shop.ts";
import { api } from "../testing/held-api.ts";

const cookies: Partial<Record<SignedInUser["role"], string>> = {};

async function call(methodAndPath: string, as: SignedInUser["role"] = "care", bindings: Partial<Env> = {}) {
  const [method = "GET", path = "/"] = methodAndPath.split(" ");
  const request = new Request(`https://ew.shop.example/api/v1${path}`, {
    method,
    headers: { cookie: cookies[as] ?? "" },
  });
  const response = await api.fetch(request, { ...env, ...bindings }, createExecutionContext());
  // oxlint-disable-next-line typescript/no-explicit-any -- The shape is what these tests look at.
  const answer: any = await response.json();
  return { status: response.status, answer };
}

beforeAll(async () => {
  vi.spyOn(console, "error").mockReturnValue();
  await prepareDatabase();
  for (const role of ["owner", "marketer", "care", "viewer"] as const) {
    const body = JSON.stringify({ token: await inviteUser(role, Date.now() + 60_000) });
    const request = new Request("https://ew.shop.example/api/v1/session", { method: "POST", body });
    const response = await api.fetch(request, env, createExecutionContext());
    cookies[role] = response.headers.get("set-cookie")?.split(";")[0] ?? "";
  }
});

let links = 0;
async function link(...identities: Identity[]) {
  const said = { id: `link-${++links}-of-test`, timeMs: links, by: "api", identities };
  await identitiesOf(env.IDENTITIES, "lumen").link([await linkOf(env, "lumen", said)], 1);
}
const customer = (value: string) => ({ type: "customer", value });
const email = (value: string) => ({ type: "email", value });
const profileOfCustomer = async (value: string) => ownProfile(await nodeOf(env, "lumen", customer(value)));

describe("who somebody is", () => {
  it("can be looked at by marketers and those who serve customers: links, when, by whom, and hints in the place of values", async () => {
    await link(customer("7001"), email("mia@example.com"));
    const { status, answer } = await call(
      `GET /profiles/${await profileOfCustomer("7001")}/identities?site=lumen`,
      "marketer",
    );
    expect([status, answer]).toMatchObject([
      200,
      {
        nodes: [{ hint: "…1" }, { hint: "m…@example.com" }],
        links: [{ by: "api", timeMs: links, undone: null, refused: [] }],
      },
    ]);
    expect(JSON.stringify(answer)).not.toContain("mia@");
    expect((await call("GET /profiles/AAAAAAAAAAAAAAAAAAAAAA/identities?site=lumen")).answer).toEqual({
      nodes: [],
      links: [],
    });
  });

  it("can be looked at by the id that they had before they were made one with somebody", async () => {
    await link(email("leo@example.com"), { type: "phone", value: "+4930555" });
    const before = ownProfile(await nodeOf(env, "lumen", email("leo@example.com")));
    const nodes = async (id: string) =>
      (await call(`GET /profiles/${id}/identities?site=lumen`)).answer.nodes.map(
        ({ hint }: { hint: string }) => hint,
      );
    expect(await nodes(before)).toEqual(["l…@example.com", "…55"]);
    await link(customer("7002"), email("leo@example.com"));
    expect(await nodes(before)).toEqual(["…2", "l…@example.com", "…55"]);
  });

  it("is undone by owners and care agents, link by link", async () => {
    await link(customer("8001"), email("jo@example.com"));
    const path = `GET /profiles/${await profileOfCustomer("8001")}/identities?site=lumen`;
    const { id } = (await call(path)).answer.links[0];
    for (const role of ["viewer", "marketer"] as const)
      expect(await call(`POST /profiles/links/${id}/undo?site=lumen`, role)).toMatchObject({
        status: 403,
        answer: { error: { code: "not_allowed" } },
      });
    expect(await call(`POST /profiles/links/${id}/undo?site=lumen`)).toEqual({
      status: 200,
      answer: { undone: true },
    });
    expect((await call(path)).answer).toMatchObject({
      nodes: [{ hint: "…1" }],
      links: [{ undone: { by: "care" } }],
    });
  });

  it("is not found, or not known now, and says so", async () => {
    expect((await call("POST /profiles/links/no-such-link/undo?site=lumen")).answer.error.code).toBe(
      "not_found",
    );
    expect((await call("POST /profiles/links/x/undo?site=lumen")).answer.error.code).toBe("invalid_request");
    expect((await call("GET /profiles/x/identities?site=lumen")).answer.error.code).toBe("invalid_request");
    expect((await call("GET /reports/identities?site=other")).answer.error.code).toBe("not_found");
    const down = await call("GET /reports/identities?site=lumen", "owner", { IDENTITIES: faulty("down") });
    expect([down.status, down.answer.error.code]).toEqual([503, "temporarily_unavailable"]);
  });

  it("is reported where several share an identity, or a link was refused", async () => {
    await link(customer("9001"), email("till@example.com"));
    await link(customer("9002"), email("till@example.com"));
    await link(customer("9003"), email("ann@example.com"));
    await link(customer("9004"), email("bob@example.com"));
    await link(email("ann@example.com"), email("bob@example.com"));
    const { answer } = await call("GET /reports/identities?site=lumen", "marketer");
    expect(answer).toMatchObject({
      shared: [{ hint: "t…l@example.com", sharedBy: 2 }],
      refused: [
        {
          refused: [{ reason: "two_customers" }],
          nodes: [{ hint: expect.any(String) }, { hint: expect.any(String) }],
        },
      ],
    });
  });
});

it("an identify secret is shown once, to owners, and the one before stays good for a day", async () => {
  expect((await call("POST /sites/lumen/identify-secret", "marketer")).status).toBe(403);
  const first = await call("POST /sites/lumen/identify-secret", "owner");
  expect(first).toEqual({
    status: 200,
    answer: { secret: expect.stringMatching(/^[\w-]{43}$/), previousUntil: null },
  });
  const second = await call("POST /sites/lumen/identify-secret", "owner");
  expect(Date.parse(second.answer.previousUntil)).toBeGreaterThan(Date.now() + 23 * 3_600_000);
  expect(await identifySecrets(env, "lumen", Date.now())).toEqual([
    second.answer.secret,
    first.answer.secret,
  ]);
  expect((await call("POST /sites/other/identify-secret", "owner")).status).toBe(404);
});
