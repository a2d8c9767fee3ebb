import { owner } from "./owner.ts";

/** What the shop takes 10 % off for, by the code that a shopper types. Amounts are in cents. */
export const promotions = {
  GLOW10: {},
  BAG30: { minimum: 3000 },
  SUMMER: { endsAt: "2026-01-01T00:00:00Z" },
  ONLY1: { usageLimit: 1 },
  HELLO: { perCustomerUsageLimit: 1 },
} as const satisfies Record<string, Promotion>;

interface Promotion {
  readonly minimum?: number;
  readonly endsAt?: string;
  readonly usageLimit?: number;
  readonly perCustomerUsageLimit?: number;
}

/** Makes a shop of euros of Vendure, with these promotions, as its owner would: through the Admin API. */
export async function setUpShop(vendure: string): Promise<void> {
  const ask = await signIn(`${vendure}/admin-api`);
  await ask(`mutation ($input: UpdateChannelInput!) { updateChannel(input: $input) { __typename } }`, {
    id: "1",
    defaultCurrencyCode: "EUR",
    availableCurrencyCodes: ["EUR"],
    pricesIncludeTax: true,
  });
  for (const [code, promotion] of Object.entries(promotions))
    await ask(
      `mutation ($input: CreatePromotionInput!) { createPromotion(input: $input) { __typename } }`,
      inputOf(code, promotion),
    );
}

function inputOf(code: string, { minimum, ...limits }: Promotion) {
  const least = [
    { name: "amount", value: String(minimum) },
    { name: "taxInclusive", value: "true" },
  ];
  return {
    ...limits,
    enabled: true,
    couponCode: code,
    translations: [{ languageCode: "en", name: code }],
    conditions: minimum === undefined ? [] : [{ code: "minimum_order_amount", arguments: least }],
    actions: [{ code: "order_percentage_discount", arguments: [{ name: "discount", value: "10" }] }],
  };
}

/** Asks the Admin API as its first administrator. It throws where the API refuses. */
async function signIn(adminApi: string) {
  let token = "";
  const ask = async (query: string, variables: Record<string, unknown>): Promise<void> => {
    const response = await fetch(adminApi, {
      method: "POST",
      headers: { "content-type": "application/json", ...(token && { authorization: `Bearer ${token}` }) },
      body: JSON.stringify({ query, variables }),
    });
    token ||= response.headers.get("vendure-auth-token") ?? "";
    const { errors } = (await response.json()) as { errors?: unknown };
    if (errors) throw new Error(JSON.stringify(errors));
  };
  const login = `mutation ($identifier: String!, $password: String!) {
    login(username: $identifier, password: $password) { __typename }
  }`;
  await ask(login, owner);
  return (query: string, input: Record<string, unknown>) => ask(query, { input });
}
