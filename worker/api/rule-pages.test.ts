import { env } from "cloudflare:workers";
import { beforeAll, expect, it } from "vitest";
import { changeId } from "../../model/change-id.ts";
import { saveDecisions } from "../store/decisions.ts";
import { forgetOldExposures, saveExposures } from "../store/exposures.ts";
import { prepareDatabase, ruleWith } from "../testing/shop.ts";
import { pagesOfRules } from "./rule-pages.ts";

const nowMs = 1_790_000_000_000;
const hourMs = 3_600_000;
const title = { type: "setText", selector: "h1", text: "Hello" } as const;
const promo = { type: "hide", selector: ".promo" } as const;

beforeAll(() => prepareDatabase());

it("a rule's pages of a day: decided, seen, and undone by change, the most first, without what was edited since", async () => {
  const lost = { what: "lost", rule: "welcome", change: changeId(title), pages: 3 } as const;
  const record = (id: string, atMs: number) => ({
    type: "exposures" as const,
    id,
    site: "lumen",
    atMs,
    counts: [
      { what: "seen", rule: "welcome", change: "", pages: 28 } as const,
      lost,
      { ...lost, what: "restored" as const, pages: 9 },
      { ...lost, change: changeId(promo), pages: 20 },
      { ...lost, change: "edited", pages: 99 },
    ],
  });
  const records = [record("1", nowMs), record("yesterday", nowMs - 25 * hourMs)];
  await saveExposures(env.DB, records);
  await saveExposures(env.DB, records);
  const pages = { welcome: 40 };
  const activity = { views: 0, visitors: [], heard: false };
  await saveDecisions(env.DB, [{ type: "decisions", id: "1", site: "lumen", pages, activity, atMs: nowMs }]);
  const pagesOf = await pagesOfRules(env.DB, "lumen", nowMs);
  expect(pagesOf(ruleWith({ changes: [title, promo] }))).toEqual({
    decided: 40,
    seen: 28,
    missing: [],
    undone: [
      { change: promo, restored: 0, lost: 20 },
      { change: title, restored: 9, lost: 3 },
    ],
  });
  expect(pagesOf(ruleWith({ id: "other" }))).toEqual({ decided: 0, seen: 0, undone: [], missing: [] });
  await forgetOldExposures(env.DB, nowMs + 49 * hourMs);
  const { results } = await env.DB.prepare("SELECT * FROM exposures").all();
  expect(results).toEqual([]);
});
