import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { rotateIdentifySecret } from "../store/identify-secrets.ts";
import { saveSite } from "../store/sites.ts";
import { proofOf } from "../testing/proof.ts";
import { prepareDatabase, siteWith } from "../testing/shop.ts";
import { identifySecret, identifySecrets } from "./identify-secret.ts";
import { proofProblem } from "./proof.ts";

const nowMs = 1_790_000_000_000;
const hourMs = 3_600_000;
const identities = [
  { type: "email", value: "mia@example.com" },
  { type: "customer", value: "42" },
];
const claim = { site: "lumen", identities };
let secret = "";

beforeAll(async () => {
  await prepareDatabase(siteWith());
  await saveSite(env.DB, siteWith({ id: "other", hosts: ["other.example"] }));
  await saveSite(env.DB, siteWith({ id: "new", hosts: ["new.example"] }));
  for (const site of ["lumen", "other"]) await rotateIdentifySecret(env.DB, site, nowMs, 0);
  secret = await identifySecret(env, "lumen", 1);
});

const problem = (proof: string, changes: Partial<typeof claim> = {}, atMs = nowMs) =>
  proofProblem(env, proof, { ...claim, ...changes }, atMs);

describe("a proof", () => {
  it("by the shop's server says who somebody is, in whatever order they are named", async () => {
    const proof = await proofOf(claim, nowMs + hourMs, secret);
    expect(await problem(proof)).toBeUndefined();
    expect(await problem(proof, { identities: [...identities].reverse() })).toBeUndefined();
  });

  it("is what other languages make of the same words", async () => {
    // openssl dgst -sha256 -hmac, of the text in docs/identity.md.
    expect(await proofOf(claim, 1_790_003_600_000, "a secret of the shop's")).toBe(
      "v1.1790003600000.J2uKOAd-TwaNEt76k1CC6RLHd0gzrT-847ViWkAIKuw",
    );
  });

  it("is one for these identities, this site, this secret and its time alone", async () => {
    const proof = await proofOf(claim, nowMs + hourMs, secret);
    expect(await problem(proof, { identities: identities.slice(1) })).toMatch(/signature/);
    expect(await problem(proof, { site: "other" })).toMatch(/signature/);
    expect(await problem(await proofOf(claim, nowMs + hourMs, "a guess"))).toMatch(/signature/);
    expect(await problem(proof, { site: "new" })).toMatch(/no identify secret/);
    expect(await problem(proof, {}, nowMs + hourMs)).toMatch(/over/);
    expect(await problem(proof.replace(String(nowMs + hourMs), String(nowMs + hourMs + 1)))).toMatch(
      /signature/,
    );
    expect(await problem(await proofOf(claim, nowMs + 25 * hourMs, secret))).toMatch(/24 hours/);
  });

  it("is of no other visitor than the page's own", async () => {
    const others = { ...claim, identities: [{ type: "visitor", value: "AAAAAAAAAAAAAAAAAAAAAA" }] };
    expect(await problem(await proofOf(others, nowMs + hourMs, secret), others)).toMatch(/visitor/);
  });

  it.each(["", "v1", "v2.1790003600000.x", "v1.1790003600000.short", `v1.soon.${"J".repeat(43)}`])(
    "is not %j",
    async (text) => {
      expect(await problem(text)).toMatch(/no proof/);
    },
  );
});

it("a site's secret is another after each rotation, and the one before stays good for a while", async () => {
  const later = (hours: number) => identifySecrets(env, "new", nowMs + hours * hourMs);
  expect(await later(0)).toEqual([]);
  await rotateIdentifySecret(env.DB, "new", nowMs, hourMs);
  const [first] = await later(0.1);
  expect(await later(0.1)).toEqual([await identifySecret(env, "new", 1)]);
  await rotateIdentifySecret(env.DB, "new", nowMs + hourMs, hourMs);
  const [second, before] = await later(1.5);
  expect([before, second === first]).toEqual([first, false]);
  expect(await later(3)).toEqual([second]);
  expect(await identifySecret(env, "other", 1)).not.toBe(first);
  const made = { ...claim, site: "new" };
  const proof = await proofOf(made, nowMs + 3 * hourMs, first!);
  expect(await problem(proof, made, nowMs + 1.5 * hourMs)).toBeUndefined();
  expect(await problem(proof, made, nowMs + 2.5 * hourMs)).toMatch(/signature/);
});
