import type { Coupon } from "../../model/coupon/coupon.ts";
import { isPutIntoCart } from "../../model/coupon/is-put-into-cart.ts";
import type { Placement } from "../../model/placement.ts";
import type { SiteSummary } from "../../worker/api/contract.ts";
import { blankCoupon } from "../coupons/load-coupon.ts";
import { blankRule } from "../editor/blank-rule.ts";
import { blankOffer } from "../offers/load-offer.ts";
import { amountText } from "../text/amount.ts";
import { locale } from "../text/language.ts";
import { freeId } from "../text/free-id.ts";
import type { ContentWords } from "./content-words.ts";
import { t } from "./messages.ts";
import type { Answers, Asked, Known, Made } from "./recipe.ts";
import { type Recipe, type RecipeId, recipes } from "./recipes.ts";

/** What of a shop matters for what is made. */
type ShopOfRecipe = Pick<SiteSummary, "currency" | "cart" | "snippet" | "platform">;

/** Where an offer goes as long as nobody has named a place: at the start of the page, which every page has. */
const startOfPage: Omit<Placement, "name"> = { id: "start-of-page", selector: "body", position: "start" };

/** The answers that a recipe begins with. */
export const noAnswers: Answers = {
  amount: null,
  campaign: "",
  category: "",
  days: 90,
  coupon: "none",
  code: "",
  percent: 10,
};

/** What is still to be answered, of what the recipe asks. */
export function unanswered(id: RecipeId, answers: Answers): (Asked | "code" | "percent")[] {
  const asks: readonly Asked[] = recipes[id].asks;
  const isNew = asks.includes("coupon") && answers.coupon === "new";
  const isNumber = (number: number | null) => number !== null && number > 0;
  const missing = { amount: !isNumber(answers.amount), days: !isNumber(answers.days), coupon: false };
  return [
    ...asks.filter((asked) =>
      asked === "campaign" || asked === "category" ? answers[asked].trim() === "" : missing[asked],
    ),
    ...(isNew && answers.code.trim() === "" ? (["code"] as const) : []),
    ...(isNew && !isNumber(answers.percent) ? (["percent"] as const) : []),
  ];
}

/**
 * What a recipe comes to on this site. Nothing of it is live before it is published.
 * @param words what shoppers are to read; names are for colleagues, in the reader's language.
 */
export function made(
  id: RecipeId,
  answers: Answers,
  known: Known,
  site: ShopOfRecipe,
  words: ContentWords,
): Made {
  const recipe: Recipe = recipes[id];
  const name = t(`name_${id}`);
  const free = (all: readonly { id: string }[]) => freeId([name], new Set(all.map((each) => each.id)));
  const coupon = couponOf(name, answers, known, recipe.asks);
  const placement = placementFor(recipe.layout, known.placements);
  const amount = Number(amountText(answers.amount, site.currency));
  const offer = {
    ...blankOffer,
    id: free(known.offers),
    name,
    layout: recipe.layout,
    coupon: coupon?.id ?? null,
    ...contentOf(id, answers, coupon, amount, site, words),
  };
  const there = placement ?? { ...startOfPage, name: t("startOfPage") };
  const changes = [{ type: "insertOffer" as const, placement: there.id, offer: offer.id }];
  return {
    coupon: answers.coupon === "new" ? coupon : null,
    placement: placement === undefined ? there : null,
    offer,
    rule: {
      ...blankRule,
      ...recipe.rule(answers, amount),
      id: free(known.rules),
      name: nameOf(id, name, answers),
      variants: [{ id: "offer", changes, weight: 1 }],
    },
  };
}

function nameOf(id: RecipeId, name: string, { campaign, category }: Answers): string {
  if (id === "campaign") return t("nameFor", { name, what: campaign.trim().slice(0, 60) });
  return id === "category" ? t("nameFor", { name, what: category.trim().slice(0, 60) }) : name;
}

function couponOf(name: string, answers: Answers, { coupons }: Known, asks: readonly Asked[]): Coupon | null {
  if (!asks.includes("coupon") || answers.coupon === "none") return null;
  if (answers.coupon !== "new") return coupons.find(({ id }) => id === answers.coupon) ?? null;
  const percent = answers.percent ?? 0;
  return {
    ...blankCoupon,
    id: freeId([answers.code, name], new Set(coupons.map(({ id }) => id))),
    name: t("couponName", { name, percent: percent.toLocaleString(locale) }),
    code: answers.code.trim(),
    discount: { kind: "percent", percent, most: null },
  };
}

/** Bars go to the top where there is such a place; what is larger, to the first place below it. */
function placementFor(layout: Recipe["layout"], placements: readonly Placement[]): Placement | undefined {
  const isTop = ({ id, position }: Placement) => /top|start|header/.test(id) || position === "before";
  const wanted = placements.find((placement) => isTop(placement) === (layout === "bar"));
  return wanted ?? placements[0];
}

function contentOf(
  id: RecipeId,
  answers: Answers,
  coupon: Coupon | null,
  amount: number,
  site: ShopOfRecipe,
  { t: say, locale: theirs }: ContentWords,
): { headline: string; text: string } {
  const percent = coupon?.discount?.kind === "percent" ? coupon.discount.percent : null;
  const gift =
    percent === null ? say("gift") : say("percentOff", { percent: percent.toLocaleString(theirs) });
  // Whoever has to type the code has to know it.
  const offered = isPutIntoCart(site)
    ? say("withGift", { gift })
    : say("withCode", { gift, code: "{{ coupon.code }}" });
  const text = coupon === null ? "" : offered;
  switch (id) {
    case "free-shipping":
      // Liquid, which the shop fills in for each shopper.
      return {
        headline: say("headline_free-shipping", { missing: `{{ ${amount} | minus: cartValue | money }}` }),
        text: "",
      };
    case "category":
      return { headline: say("headline_category", { category: answers.category.trim() }), text };
    case "vip":
      return { headline: say("headline_vip"), text: coupon === null ? say("text_vip") : text };
    default:
      return { headline: say(`headline_${id}`), text };
  }
}
