import { expect, it } from "vitest";
import { endpoints } from "../worker/api/contract.ts";
import { describeApi } from "./describe-api.ts";

interface Operation {
  operationId: string;
  security: object[];
  parameters: { name: string; in: string; required: boolean }[];
  responses: Record<string, { description: string }>;
}

const document = JSON.parse(JSON.stringify(describeApi(endpoints))) as {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, { required?: string[] }> };
};
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, ...operation })),
);

it("describes every endpoint, each by a name of its own", () => {
  expect(operations).toHaveLength(Object.keys(endpoints).length);
  expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(operations.length);
});

it("names each segment of a path that is not fixed, and calls no path by two names", () => {
  for (const { path, parameters } of operations) {
    const segments = parameters.filter((each) => each.in === "path").map(({ name }) => `{${name}}`);
    expect(path.match(/\{\w+\}/g) ?? []).toEqual(segments);
  }
  const templates = Object.keys(document.paths).map((path) => path.replaceAll(/\{\w+\}/g, "{}"));
  expect(new Set(templates).size).toBe(templates.length);
});

it("leads to every part that it refers to", () => {
  const named = Object.keys(document.components.schemas).map((name) => `#/components/schemas/${name}`);
  const referred = JSON.stringify(document).match(/(?<="\$ref":")[^"]+/g) ?? [];
  expect(referred.length).toBeGreaterThan(20);
  expect([...new Set(referred)].filter((reference) => !named.includes(reference))).toEqual([]);
});

it("says what is sent, who may, what may be left out and what can go wrong", () => {
  const { post: decide } = document.paths["/decide"] ?? {};
  expect(decide?.security).toEqual([{ session: [] }, { key: [] }]);
  expect(decide?.responses["409"]?.description).toBe("switched_off");
  const { get: list } = document.paths["/profiles"] ?? {};
  expect(list?.parameters.map(({ name, required }) => [name, required])).toEqual([
    ["site", true],
    ["limit", false],
    ["after", false],
  ]);
  const { put: save } = document.paths["/rules/{id}"] ?? {};
  expect(save?.parameters.filter((each) => each.in === "header").map(({ name }) => name)).toEqual([
    "If-Match",
    "If-None-Match",
  ]);
  expect(save?.responses["412"]?.description).toBe("changed_meanwhile");
  const { post: signIn } = document.paths["/session"] ?? {};
  expect(signIn?.security).toEqual([]);
  expect(signIn?.responses["429"]).toHaveProperty(["headers", "Retry-After"]);
  const { post: invite } = document.paths["/invitations"] ?? {};
  expect(invite?.responses["403"]?.description).toBe("not_allowed, sign_in_again, wrong_origin");
  expect(invite?.parameters.map(({ name }) => name)).toEqual(["Idempotency-Key"]);
  expect(invite?.responses["422"]?.description).toBe("idempotency_key_reused");
  expect(document.components.schemas["Rule"]?.required).toContain("pages");
});
