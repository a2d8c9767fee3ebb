import { translated } from "../text/translated.ts";

const choices = {
  lane_service: "service",
  lane_personal: "personal",
  lane_campaign: "campaign",
  layout_bar: "bar",
  layout_banner: "banner",
  layout_card: "card",
  layout_modal: "box over the page",
  layout_inline: "part of the text",
  position_before: "before",
  position_after: "after",
  position_start: "inside, at the start",
  position_end: "inside, at the end",
  per_session: "visit",
  per_day: "day",
  per_week: "week",
  per_ever: "all time",
  of_profile: "person",
  of_visitor: "browser",
  kind_percent: "percentage",
  kind_amount: "amount",
  kind_free_shipping: "free shipping",
  kind_gift: "gift",
  kind_buy_get: "buy some, get some",
  kind_generated: "made by Edgewise",
  kind_imported: "the shop’s own list",
  role_owner: "owner",
  role_marketer: "marketer",
  role_care: "customer care",
  role_viewer: "viewer",
  consent_assumed: "until they object",
  consent_asked: "only once they agree",
  counts_once: "once a person",
  counts_every: "every time",
  counts_value: "what it is worth",
  better_more: "more",
  better_less: "less",
  ordersBy_page: "the page that thanks",
  ordersBy_webhook: "a webhook",
} as const;

export const t = translated("choices", choices);

/** What a field holds that has a choice of few: `lane`, `"service"` → “service”. `undefined` for anything else. */
export function choiceWords(field: string, value: unknown): string | undefined {
  const choice = `${field}_${String(value)}`;
  return Object.hasOwn(choices, choice) ? t(choice as keyof typeof choices) : undefined;
}
