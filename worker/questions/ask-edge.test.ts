import { env } from "cloudflare:workers";
import { beforeAll, expect, it, vi } from "vitest";
import { saveSite } from "../store/sites.ts";
import { ask, clientBy, cookieIn } from "../testing/api-client.ts";
import { faulty } from "../testing/faulty.ts";
import { inviteUser, prepareDatabase, siteWith } from "../testing/shop.ts";

const withoutEdge = { ...env, EDGE: faulty("down") };

beforeAll(async () => {
  vi.spyOn(console, "error").mockReturnValue();
  await prepareDatabase();
  await saveSite(env.DB, siteWith({ id: "lumen", hosts: ["lumen.example"] }));
});

it("while the edge does not answer, people sign in, and a site can be switched off", async () => {
  const token = await inviteUser("owner", Date.now() + 60_000);
  const cookie = cookieIn(await ask("POST /session", { token }, {}, withoutEdge));
  const switched = await ask("POST /sites/lumen/switch", { on: false }, { cookie }, withoutEdge);
  expect(switched.status).toBe(200);
  const { sessions } = await (
    await ask("GET /me", undefined, { cookie }, withoutEdge)
  ).json<{
    sessions: { device: string | null }[];
  }>();
  expect(sessions).toMatchObject([{ device: null }]);
});

it("what the edge cannot be asked can be asked again", async () => {
  const cookie = cookieIn(
    await ask("POST /session", { token: await inviteUser("owner", Date.now() + 60_000) }),
  );
  const answered = await ask("POST /decide", { site: "lumen" }, { cookie }, withoutEdge);
  expect([answered.status, answered.headers.get("retry-after")]).toEqual([503, "5"]);
  expect(await answered.json()).toMatchObject({ error: { code: "temporarily_unavailable" } });
});

it("what the edge says against a question is answered as it says it", async () => {
  const call = await clientBy(await inviteUser("owner", Date.now() + 60_000));
  await call("POST /sites/lumen/switch", { on: true });
  const { status, answer } = await call("POST /decide", { site: "lumen" });
  expect([status, answer.error]).toMatchObject([
    404,
    { code: "not_found", message: "Nothing is published on this site yet." },
  ]);
});
