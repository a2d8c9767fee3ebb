import { afterAll, beforeAll, expect, it } from "vitest";
import { dashboardHost } from "../local/serve.ts";
import { check } from "../model/problem.ts";
import { endpoints } from "../worker/api/contract.ts";
import { startDemo } from "./testing/demo-shop.ts";
import type { Edge } from "./testing/edge.ts";

let edge: Edge;
beforeAll(async () => {
  edge = await startDemo();
});
afterAll(() => edge?.close());

it("describes itself to whoever asks", async () => {
  const response = await edge.miniflare.dispatchFetch(`http://${dashboardHost}/api/v1/openapi.json`);
  expect(response.headers.get("content-type")).toContain("application/json");
  const { openapi, paths } = (await response.json()) as { openapi: string; paths: object };
  expect(openapi).toMatch(/^3\.1\./);
  expect(paths).toHaveProperty(["/rules/{id}/switch", "post"]);
});

const lists = Object.entries(endpoints).filter(([key]) => /^GET \/[a-z/]+\?site=:site$/.test(key));

it.each(lists)("answers %s as the description says, with what is stored", async (key, { answer }) => {
  const body = await edge.api("GET", key.slice(4).replace(":site", "shop"));
  expect(check(answer, body)).toEqual({ ok: true, value: body });
});
