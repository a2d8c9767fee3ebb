import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { openState } from "./state.ts";

const dir = mkdtempSync(join(tmpdir(), "state-test-"));
const file = join(dir, "secrets.json");
afterAll(() => rmSync(dir, { recursive: true, force: true }));

function secretsOf() {
  const { secrets, release } = openState(dir);
  release();
  return secrets;
}

it("secrets are made on the first start, and stay", () => {
  const secrets = secretsOf();
  expect(secrets.cookieKeys).toMatch(/^k1:/);
  expect(secrets.identityPepper).toHaveLength(44);
  expect(secretsOf()).toEqual(secrets);
});

it("a folder from before people had identities gets a pepper, and keeps its keys", () => {
  const { cookieKeys } = secretsOf();
  writeFileSync(file, JSON.stringify({ cookieKeys }));
  const secrets = secretsOf();
  expect(secrets).toEqual({ cookieKeys, identityPepper: expect.stringMatching(/^.{44}$/) });
  expect(JSON.parse(readFileSync(file, "utf8"))).toEqual(secrets);
});
