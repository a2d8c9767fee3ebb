import type { Refusal, ShopApi } from "./shop-api.ts";

/** An order of Vendure's, which is the bag until it is paid. Amounts are in cents, with tax. */
export interface Order {
  readonly code: string;
  readonly currencyCode: string;
  readonly couponCodes: readonly string[];
  readonly subTotalWithTax: number;
  readonly shippingWithTax: number;
  readonly totalWithTax: number;
  readonly total: number;
  readonly lines: readonly {
    readonly quantity: number;
    readonly discountedUnitPriceWithTax: number;
    readonly linePriceWithTax: number;
    readonly productVariant: { readonly name: string; readonly sku: string };
  }[];
  readonly discounts: readonly { readonly adjustmentSource: string; readonly amountWithTax: number }[];
  readonly promotions: readonly { readonly id: string; readonly couponCode: string | null }[];
}

const fields = `
  code currencyCode couponCodes subTotalWithTax shippingWithTax totalWithTax total
  lines { quantity discountedUnitPriceWithTax linePriceWithTax productVariant { name sku } }
  discounts { adjustmentSource amountWithTax }
  promotions { id couponCode }`;
const done = `{ __typename ... on ErrorResult { errorCode message } }`;

/** What an order's code takes off it, in cents. A code that Vendure keeps may take nothing off, as below its minimum. */
export function takenOffBy(order: Order, code: string): number {
  const ids = order.promotions.filter(({ couponCode }) => couponCode === code).map(({ id }) => id);
  return order.discounts
    .filter(({ adjustmentSource }) => ids.some((id) => adjustmentSource === `PROMOTION:${id}`))
    .reduce((sum, { amountWithTax }) => sum - amountWithTax, 0);
}

export async function bagOf(api: ShopApi): Promise<Order | null> {
  const { activeOrder } = await api.ask<{ activeOrder: Order | null }>(`{ activeOrder { ${fields} } }`);
  return activeOrder;
}

/** An order of this browser's that was placed. */
export async function placedOrder(api: ShopApi, code: string): Promise<Order | null> {
  const question = `query ($code: String!) { orderByCode(code: $code) { ${fields} } }`;
  return (await api.ask<{ orderByCode: Order | null }>(question, { code })).orderByCode;
}

export function addToBag(api: ShopApi, variant: string): Promise<Refusal | null> {
  return change(
    api,
    `mutation ($id: ID!) { done: addItemToOrder(productVariantId: $id, quantity: 1) ${done} }`,
    {
      id: variant,
    },
  );
}

export function applyCode(api: ShopApi, code: string): Promise<Refusal | null> {
  return change(api, `mutation ($code: String!) { done: applyCouponCode(couponCode: $code) ${done} }`, {
    code,
  });
}

export function removeCode(api: ShopApi, code: string): Promise<Refusal | null> {
  return change(
    api,
    `mutation ($code: String!) { done: removeCouponCode(couponCode: $code) { __typename } }`,
    {
      code,
    },
  );
}

/** Says who orders and where it is to be sent. Codes that do not count for this customer leave the order. */
export async function setRecipient(
  api: ShopApi,
  { email, name, street, city }: { email: string; name: string; street: string; city: string },
): Promise<Refusal | null> {
  const customer = { emailAddress: email, firstName: name, lastName: "" };
  const address = { fullName: name, streetLine1: street, city, countryCode: "DE" };
  const refused =
    (await change(
      api,
      `mutation ($input: CreateCustomerInput!) { done: setCustomerForOrder(input: $input) ${done} }`,
      { input: customer },
    )) ??
    (await change(
      api,
      `mutation ($input: CreateAddressInput!) { done: setOrderShippingAddress(input: $input) ${done} }`,
      { input: address },
    ));
  if (refused !== null) return refused;
  const { eligibleShippingMethods } = await api.ask<{ eligibleShippingMethods: { id: string }[] }>(
    `{ eligibleShippingMethods { id } }`,
  );
  return change(
    api,
    `mutation ($ids: [ID!]!) { done: setOrderShippingMethod(shippingMethodId: $ids) ${done} }`,
    { ids: eligibleShippingMethods.slice(0, 1).map(({ id }) => id) },
  );
}

/** Pays, with money that does not exist. After a refusal the bag can be changed again. */
export async function pay(api: ShopApi): Promise<Refusal | null> {
  const { eligiblePaymentMethods } = await api.ask<{ eligiblePaymentMethods: { code: string }[] }>(
    `{ eligiblePaymentMethods { code } }`,
  );
  const refused =
    (await moveTo(api, "ArrangingPayment")) ??
    (await change(
      api,
      `mutation ($input: PaymentInput!) { done: addPaymentToOrder(input: $input) ${done} }`,
      {
        input: { method: eligiblePaymentMethods[0]?.code, metadata: {} },
      },
    ));
  if (refused !== null) await moveTo(api, "AddingItems");
  return refused;
}

function moveTo(api: ShopApi, state: string): Promise<Refusal | null> {
  return change(api, `mutation ($state: String!) { done: transitionOrderToState(state: $state) ${done} }`, {
    state,
  });
}

async function change(
  api: ShopApi,
  mutation: string,
  variables: Record<string, unknown>,
): Promise<Refusal | null> {
  const { done: answer } = await api.ask<{ done: { __typename: string } & Partial<Refusal> }>(
    mutation,
    variables,
  );
  const { errorCode, message } = answer;
  return errorCode !== undefined && message !== undefined ? { errorCode, message } : null;
}
