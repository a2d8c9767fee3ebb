import { describe, expect, it } from "vitest";
import { checkCondition } from "./check-condition.ts";
import type { ConditionDocument } from "./condition-document.ts";
import { describeCondition } from "./describe.ts";

describe("a condition in a sentence", () => {
  it.each<[ConditionDocument, string]>([
    [{}, "everyone"],
    [{ $and: [{}, {}] }, "everyone"],
    [{ visitor: "new" }, "new visitors"],
    [{ visitor: { $ne: "new" } }, "visitors who are not new"],
    [
      { visitor: "new", medium: { $in: ["cpc", "paid_social"] } },
      "new visitors whose medium is cpc or paid_social",
    ],
    [
      { $and: [{ source: "a" }, { visitor: { $eq: "returning" }, device: "mobile" }] },
      "returning visitors whose source is a and whose device is mobile",
    ],
    [{ source: { $in: ["instagram", "tiktok"] } }, "visitors whose source is instagram or tiktok"],
    [{ source: { $nin: ["instagram", "tiktok"] } }, "visitors whose source is not instagram or tiktok"],
    [{ source: { $in: [] } }, "visitors whose source is nothing"],
    [{ source: { $ne: "direct" } }, "visitors whose source is not direct"],
    [{ source: { $ne: "a", $exists: true } }, "visitors whose source is not a and whose source is known"],
    [{ campaign: { $exists: true } }, "visitors whose campaign is known"],
    [{ campaign: { $exists: false } }, "visitors whose campaign is not known"],
    [{ $or: [{ source: "a" }] }, "visitors whose source is a"],
    [{ $or: [{ source: "a" }, { source: "b" }] }, "visitors whose source is a or whose source is b"],
    [
      { $or: [{ source: "a" }, { source: "b", device: "mobile" }] },
      "visitors whose source is a or (whose source is b and whose device is mobile)",
    ],
    [{ $or: [{}, { source: "b" }] }, "visitors of any kind or whose source is b"],
    [
      { $nor: [{ source: "a" }, { source: "b" }] },
      "visitors not among those whose source is a or whose source is b",
    ],
    [{ $nor: [{ source: "a" }] }, "visitors whose source is not a"],
    [{ $not: { source: "a" } }, "visitors whose source is not a"],
    [{ $not: { $not: { source: "a" } } }, "visitors whose source is a"],
    [{ $not: { campaign: { $exists: true } } }, "visitors whose campaign is not known"],
    [{ $not: { source: { $gt: "a" } } }, "visitors not among those whose source is later than a"],
    [
      { $not: { $or: [{ source: "a" }, { source: "b" }] } },
      "visitors not among those whose source is a or whose source is b",
    ],
    [{ source: { $ini: ["a", "b"] } }, "visitors whose source is a or b, in capitals or not"],
    [{ source: { $nini: ["a"] } }, "visitors whose source is not a, in capitals or not"],
    [{ source: { $regex: "^a" } }, "visitors whose source matches the pattern ^a"],
    [{ source: { $regexi: "^a" } }, "visitors whose source matches the pattern ^a, in capitals or not"],
    [{ source: { $not: { $regex: "^a" } } }, "visitors whose source is not one that matches the pattern ^a"],
    [
      { source: { $not: { $gt: "a", $lt: "c" } } },
      "visitors whose source is not one that (is later than a and is earlier than c)",
    ],
    [{ source: { $not: "a" } }, "visitors whose source is not a"],
    [{ source: { $type: "string" } }, "visitors whose source is of the type string"],
    [{ source: { $inGroup: "press" } }, "visitors whose source is in the list press"],
    [{ source: { $notInGroup: "press" } }, "visitors whose source is not in the list press"],
    [
      { visitor: "new", $did: { event: "search", count: { $gte: 2 } }, medium: "cpc" },
      "new visitors who searched at least 2 times and whose medium is cpc",
    ],
    [
      { $did: { event: "view_item", where: { item_category: "Lips" }, within: "7d", count: { $gte: 3 } } },
      "visitors who looked at products with category Lips at least 3 times in the last 7 days",
    ],
    [
      { $did: { event: "purchase", within: "ever", count: { $gte: 1 } } },
      "visitors who bought at least once",
    ],
    [{ $not: { $did: { event: "purchase", count: { $gte: 1 } } } }, "visitors who never bought"],
    [
      { $did: { event: "search", within: "session", count: { $eq: 0 } } },
      "visitors who never searched in this visit",
    ],
    [
      { $did: { event: "search", within: "session", count: { $lt: 2 } } },
      "visitors who searched fewer than 2 times in this visit",
    ],
    [
      { $did: { event: "quiz_done", within: "1h", count: { $eq: 1 } } },
      "visitors who did quiz_done exactly once in the last hour",
    ],
    [
      { $did: { event: "page_view", within: "30m", count: { $gt: 2, $lte: 5 } } },
      "visitors who viewed pages more than 2 times and at most 5 times in the last 30 minutes",
    ],
    [
      { $or: [{ source: "a" }, { $did: { event: "purchase", count: { $gte: 1 } } }] },
      "visitors whose source is a or who bought at least once",
    ],
    [{ visitor: { $in: ["new"] } }, "visitors who are new"],
    [{ visitor: { $type: "string" } }, "visitors whose visitor is of the type string"],
    [{ cartValue: { $gte: 50 } }, "visitors whose cart value is 50 or more"],
    [
      { cartValue: { $gt: 49.5, $lt: 1200 } },
      "visitors whose cart value is more than 49.5 and whose cart value is under 1,200",
    ],
    [{ orders: { $gte: 3 } }, "visitors with 3 or more orders"],
    [
      { orders: { $gt: 1 }, visits: 1 },
      "visitors whose number of orders is more than 1 and whose number of visits is 1",
    ],
    [{ orders: 0 }, "visitors with 0 orders"],
    [
      { orders: { $ne: 2, $exists: true } },
      "visitors whose number of orders is not 2 and whose number of orders is known",
    ],
    [{ orders: { $in: [1, 2] } }, "visitors whose number of orders is 1 or 2"],
    [
      { $or: [{ points: { $lt: 100 } }, { cartItems: { $lte: 1 } }] },
      "visitors with under 100 points or whose number of items in the cart is up to 1",
    ],
    [{ pagesThisVisit: { $gte: 5 } }, "visitors with 5 or more pages in this visit"],
    [
      { emailOpens: { $gte: 2 }, emailClicks: { $eq: 0 } },
      "visitors with 2 or more e-mails opened and with 0 e-mail clicks",
    ],
    [{ daysSinceLastOrder: { $gt: 30 } }, "visitors whose time since the last order is more than 30 days"],
    [{ daysSinceFirstVisit: { $lte: 1 } }, "visitors whose time since the first visit is up to 1 day"],
    [{ visitMinutes: { $gte: 5 } }, "visitors whose length of this visit is 5 minutes or more"],
    [{ known: true }, "visitors who are known customers"],
    [{ known: { $ne: true } }, "visitors who are not known customers"],
    [{ known: { $in: [false] } }, "visitors who are not known customers"],
    [{ known: { $exists: false } }, "visitors whose identity is not known"],
    [
      { $or: [{ known: true }, { inEuropeanUnion: false }] },
      "visitors who are known customers or who are not in the European Union",
    ],
    [{ weekday: "monday" }, "visitors on a Monday"],
    [{ weekday: { $in: ["saturday", "sunday"] } }, "visitors on a Saturday or Sunday"],
    [{ weekday: { $nin: ["monday"] } }, "visitors not on a Monday"],
    [{ visitorWeekday: "friday" }, "visitors on a Friday where they are"],
    [
      { $or: [{ weekday: "monday" }, { visitorWeekday: { $ne: "friday" } }] },
      "visitors on a Monday or not on a Friday where they are",
    ],
    [{ hour: { $gte: 9 } }, "visitors when the hour at the shop is 9 or more"],
    [{ date: { $gte: "2026-12-01" } }, "visitors when the date at the shop is 2026-12-01 or later"],
    [{ visitorTimeZone: "Europe/Berlin" }, "visitors whose visitor's time zone is Europe/Berlin"],
    [{ path: { $regex: "^/lips" } }, "visitors on a page whose path matches the pattern ^/lips"],
    [{ "query.gift": "yes" }, "visitors on a page whose query parameter gift is yes"],
    [{ previousPage: "/" }, "visitors whose previous page is /"],
    [{ country: { $in: ["DE", "AT", "??"] } }, "visitors whose country is Germany or Austria or ??"],
    [{ continent: "EU", language: "de" }, "visitors whose continent is Europe and whose language is German"],
    [
      { location: { $near: { latitude: 52.5, longitude: 13.4, km: 30 } } },
      "visitors whose location is within 30 km of 52.5, 13.4",
    ],
    [{ osVersion: "17.4" }, "visitors whose operating system version is 17.4"],
    [{ osVersion: { $vgt: "17" } }, "visitors whose operating system version is later than 17"],
    [{ osVersion: { $vgte: "17" } }, "visitors whose operating system version is 17 or later"],
    [{ osVersion: { $vlt: "17" } }, "visitors whose operating system version is earlier than 17"],
    [{ osVersion: { $vlte: "17" } }, "visitors whose operating system version is 17 or earlier"],
    [{ osVersion: { $not: { $veq: "17" } } }, "visitors whose operating system version is not 17"],
    [{ tags: { $in: ["vip", "press"] } }, "visitors with vip or press among the tags"],
    [{ tags: { $nin: ["vip"] } }, "visitors without vip among the tags"],
    [{ tags: { $not: { $in: ["vip"] } } }, "visitors without vip among the tags"],
    [{ tags: { $ini: ["vip"] } }, "visitors with vip, in capitals or not, among the tags"],
    [{ tags: ["a", "b"] }, "visitors with nothing but a and b among the tags"],
    [
      { cartProducts: { $all: ["a", { $regex: "b" }] } },
      "visitors with a and one that matches the pattern b among the products in the cart",
    ],
    [{ cartProducts: { $size: { $gte: 2 } } }, "visitors whose number of products in the cart is 2 or more"],
    [{ languages: { $size: 1 } }, "visitors whose number of accepted languages is 1"],
    [
      { tags: { $elemMatch: { $gte: "a", $lt: "c" } } },
      "visitors with one that (is a or later and is earlier than c) among the tags",
    ],
    [{ tags: { $not: { $size: 1 } } }, "visitors not among those whose number of tags is 1"],
    [{ tags: { $exists: false } }, "visitors without anything among the tags"],
    [{ tags: { $notInGroup: "press" } }, "visitors without an entry of the list press among the tags"],
    [{ consent: { $in: ["ads"] } }, "visitors who consent to ads"],
    [{ consent: { $nin: ["ads"] } }, "visitors who do not consent to ads"],
    [
      { $or: [{ consent: { $in: ["ads"] } }, { tags: { $nin: ["vip"] } }] },
      "visitors who consent to ads or without vip among the tags",
    ],
    [{ "categoryAffinity.Lips": { $gte: 0.5 } }, "visitors whose affinity to Lips is 0.5 or more"],
    [{ "experiments.hero": "b" }, "visitors whose variant of hero is b"],
    [
      { "traits.contract": "gold", "traits.open": true },
      "visitors whose contract is gold and whose open is yes",
    ],
    [{ "traits.langs": { $size: 1 } }, "visitors whose langs has a number of entries that is 1"],
    [{ $inSegment: "vips" }, "visitors in vips"],
    [{ $not: { $inSegment: "vips" } }, "visitors not in vips"],
  ])("%j", (condition, sentence) => {
    expect(checkCondition(condition)).toEqual([]);
    expect(describeCondition(condition)).toBe(sentence);
  });

  it("keeps together with parentheses what would be misread without", () => {
    const either = { $or: [{ source: "a" }, { source: "b" }] };
    expect(describeCondition({ ...either, device: "mobile" })).toBe(
      "visitors (whose source is a or whose source is b) and whose device is mobile",
    );
    expect(describeCondition({ $not: { ...either, device: "mobile" } })).toBe(
      "visitors not among those (whose source is a or whose source is b) and whose device is mobile",
    );
    expect(describeCondition({ $not: { source: { $ne: "a", $exists: true } } })).toBe(
      "visitors not among those whose source is not a and whose source is known",
    );
  });

  it("calls segments and lists by their names, and says first who visitors are", () => {
    const names = { segments: { vips: "VIPs", staff: "Our staff" }, lists: { press: "Press" } };
    const condition = {
      medium: { $notInGroup: "press" },
      $nor: [{ $inSegment: "staff" }],
      $inSegment: "vips",
      visitor: "returning",
    };
    expect(describeCondition(condition, names)).toBe(
      "returning visitors not in Our staff and in VIPs whose medium is not in the list Press",
    );
    expect(
      describeCondition({ $or: [{ $inSegment: "vips" }, { known: true, $inSegment: "gone" }] }, names),
    ).toBe("visitors in VIPs or (who are known customers and in gone)");
  });

  it.each<[ConditionDocument, string]>([
    [
      { plan: { $all: ["a", { $regex: "b" }] } },
      "visitors whose plan includes a and one that matches the pattern b",
    ],
    [{ plan: { $alli: ["a"] } }, "visitors whose plan includes a, in capitals or not"],
    [{ plan: { $size: 1 } }, "visitors whose plan has a number of entries that is 1"],
    [
      { plan: { $size: { $gt: 2, $lte: 4 } } },
      "visitors whose plan has a number of entries that (is more than 2 and is up to 4)",
    ],
    [{ plan: { $elemMatch: { $gte: "a" } } }, "visitors whose plan has an entry that is a or later"],
    [
      { plan: { $elemMatch: { price: { $lt: 5 }, brand: "x" } } },
      "visitors whose plan has an entry whose price is under 5 and whose brand is x",
    ],
    [{ "account.plan": null }, "visitors whose account.plan is nothing"],
    [{ plan: { $eq: { a: 1 } } }, 'visitors whose plan is {"a":1}'],
  ])("says %j, about facts of another app", (condition, sentence) => {
    expect(describeCondition(condition)).toBe(sentence);
  });

  it.each<[ConditionDocument, string]>([
    [{ $or: "x" }, "visitors whose $or is x"],
    [{ $did: { event: 5 } }, 'visitors whose $did is {"event":5}'],
    [{ $and: [3] }, "visitors whose condition is 3"],
    [{ source: { $like: "x" } }, "visitors whose source is compared with x in an unknown way"],
    [{ location: { $near: 3 } }, "visitors whose location is within 3"],
  ])("says what it can of %j, which makes no sense", (condition, sentence) => {
    expect(describeCondition(condition)).toBe(sentence);
  });
});
