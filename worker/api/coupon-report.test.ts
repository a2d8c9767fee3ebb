import { expect, it } from "vitest";
import { couponWith } from "../../model/testing/coupon.ts";
import { type ApiAnswer, apiClient } from "../testing/api-client.ts";
import { configurationWith, prepareDatabase, siteWith } from "../testing/shop.ts";
import { goLive } from "../testing/visiting.ts";

it("reports of as many coupons at once as can be asked, and where the others begin", async () => {
  await prepareDatabase();
  const owner = await apiClient("owner");
  const many = "many-coupons";
  const coupons = Array.from({ length: 16 }, (_, index) =>
    couponWith({ id: `c${10 + index}`, code: `C${index}`, shards: 32 }),
  );
  await goLive(
    siteWith({ id: many, hosts: [`${many}.example`] }),
    configurationWith({ coupons }),
    Date.now(),
  );
  const seen: string[] = [];
  for (let after: string | null = ""; after !== null;) {
    const { answer }: ApiAnswer = await owner(`GET /reports/coupons?site=${many}&after=${after}`);
    expect(answer.coupons.length).toBeGreaterThan(0);
    seen.push(...answer.coupons.map(({ id }: { id: string }) => id));
    after = answer.next;
  }
  expect(seen).toEqual(coupons.map(({ id }) => id));
}, 60_000);
