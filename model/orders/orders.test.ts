import { describe, expect, it } from "vitest";
import { genericOrder } from "./generic-order.ts";
import { medusaOrder } from "./medusa-order.ts";
import { majorUnits, minorUnits } from "./minor-units.ts";
import type { Checked } from "../problem.ts";
import type { ShopOrder } from "./shop-order.ts";
import { shopifyOrder } from "./shopify-order.ts";
import { wooCommerceOrder } from "./woocommerce-order.ts";

type Reader = (input: unknown) => Checked<ShopOrder | null>;

function orderIn(reader: Reader, input: unknown): ShopOrder | null | undefined {
  const order = reader(input);
  return order.ok ? order.value : undefined;
}

/** Where something is wrong with what is no order. */
function wrongIn(reader: Reader, input: unknown): string[] {
  const order = reader(input);
  return order.ok ? [] : order.problems.map(({ path }) => path);
}

/** With the fields of https://shopify.dev/docs/api/admin-rest/latest/resources/order that are read, and some that are not. */
const shopify = {
  id: 5678901234567,
  name: "#1042",
  email: "ada@example.com",
  phone: null,
  customer: { id: 7001, email: "ada@example.com", phone: null, tags: "" },
  currency: "EUR",
  created_at: "2026-11-20T10:00:00+01:00",
  updated_at: "2026-11-20T10:05:00+01:00",
  cancelled_at: null,
  financial_status: "paid",
  test: false,
  taxes_included: true,
  subtotal_price: "53.55",
  total_price: "58.45",
  total_discounts: "5.95",
  discount_codes: [{ code: "TEN", amount: "5.95", type: "percentage" }],
  line_items: [
    {
      id: 1,
      product_id: 4711,
      variant_id: 9,
      sku: "LIP-4",
      title: "Rouge",
      variant_title: "Coral",
      quantity: 2,
      price: "29.75",
      tax_lines: [{ title: "VAT", price: "8.55", rate: 0.19 }],
    },
  ],
  refunds: [],
};

describe("an order of Shopify", () => {
  it("is read without tax and shipping, to the cent, and named by its surest name alone", () => {
    expect(orderIn(shopifyOrder, shopify)).toEqual({
      order: "5678901234567",
      state: "paid",
      codes: [{ code: "TEN", amount: 595 }],
      value: 4500,
      total: 5845,
      refunds: [],
      currency: "EUR",
      items: [{ item_id: "LIP-4", item_name: "Rouge", item_variant: "Coral", price: 29.75, quantity: 2 }],
      identities: [{ type: "customer", value: "7001" }],
      placedAtMs: Date.UTC(2026, 10, 20, 9),
      atMs: Date.UTC(2026, 10, 20, 9, 5),
    });
  });

  it("is not paid before it is, cancelled once it is, and refunded when nothing of it is left", () => {
    const stateOf = (changes: object) => orderIn(shopifyOrder, { ...shopify, ...changes })?.state;
    const refund = (id: number, amount: string, status = "success") => {
      return { id, transactions: [{ kind: "refund", status, amount }] };
    };
    expect(stateOf({ financial_status: "pending" })).toBe("placed");
    expect(stateOf({ financial_status: "authorized" })).toBe("placed");
    expect(stateOf({ financial_status: "voided" })).toBe("cancelled");
    expect(stateOf({ cancelled_at: "2026-11-20T11:00:00+01:00" })).toBe("cancelled");
    const halves = {
      financial_status: "partially_refunded",
      refunds: [refund(1, "8.45"), refund(2, "50.00")],
    };
    expect(stateOf(halves)).toBe("refunded");
    const failed = { ...halves, refunds: [refund(1, "8.45"), refund(2, "50.00", "failure")] };
    expect(orderIn(shopifyOrder, { ...shopify, ...failed })).toMatchObject({
      state: "paid",
      refunds: [{ id: "1", amount: 845 }],
    });
  });

  it("is none where it only tests the shop, and says what cannot be read of something else", () => {
    expect(orderIn(shopifyOrder, { ...shopify, test: true })).toBeNull();
    expect(wrongIn(shopifyOrder, { id: 5, title: "A product" })).toContain("line_items");
    const [line] = shopify.line_items;
    const odd = { ...shopify, total_price: "1,299.00", line_items: [{ ...line, price: "free" }] };
    expect(wrongIn(shopifyOrder, odd)).toEqual(["total_price", "line_items[0].price"]);
  });
});

/** With the fields of https://developer.woocommerce.com/docs/apis/rest-api/v3/orders/ that are read. */
const wooCommerce = {
  id: 727,
  number: "727",
  status: "processing",
  currency: "EUR",
  date_created_gmt: "2026-11-20T09:00:00",
  date_modified_gmt: "2026-11-20T09:05:00",
  date_paid_gmt: "2026-11-20T09:04:00",
  discount_total: "5.00",
  total: "58.45",
  total_tax: "8.55",
  customer_id: 0,
  billing: { first_name: "Ada", email: "Ada@Example.com", phone: "0151 234567" },
  line_items: [
    { id: 1, product_id: 93, sku: "", name: "Rouge", quantity: 2, subtotal: "50.00", total: "45.00" },
  ],
  coupon_lines: [{ id: 2, code: "glow-1", discount: "5.00", discount_tax: "0.95" }],
  refunds: [{ id: 730, reason: "", total: "-11.69" }],
};

describe("an order of WooCommerce", () => {
  it("is read with times in UTC, and a guest is known by the e-mail address", () => {
    expect(orderIn(wooCommerceOrder, wooCommerce)).toEqual({
      order: "727",
      state: "paid",
      codes: [{ code: "glow-1", amount: 500 }],
      value: 4500,
      total: 5845,
      refunds: [{ id: "730", amount: 1169 }],
      currency: "EUR",
      items: [{ item_id: "93", item_name: "Rouge", price: 22.5, quantity: 2 }],
      identities: [{ type: "email", value: "ada@example.com" }],
      placedAtMs: Date.UTC(2026, 10, 20, 9),
      atMs: Date.UTC(2026, 10, 20, 9, 5),
    });
  });

  it("has the states of WooCommerce, and a state of the shop's own is paid once there is a date of payment", () => {
    const stateOf = (changes: object) => orderIn(wooCommerceOrder, { ...wooCommerce, ...changes })?.state;
    expect(
      ["pending", "on-hold", "failed", "completed", "refunded"].map((status) => stateOf({ status })),
    ).toEqual(["placed", "placed", "placed", "paid", "refunded"]);
    expect(stateOf({ status: "in-the-oven" })).toBe("paid");
    expect(stateOf({ status: "in-the-oven", date_paid_gmt: null })).toBe("placed");
    expect(orderIn(wooCommerceOrder, { ...wooCommerce, status: "checkout-draft" })).toBeNull();
    expect(wrongIn(wooCommerceOrder, { id: 727 })).toContain("status");
  });
});

/** With the fields of https://docs.medusajs.com/resources/commerce-modules/order/order-totals that are read. */
const medusa = {
  id: "order_01K1GEZ6Y1V9651AJNYG1WV3TC",
  status: "pending",
  payment_status: "authorized",
  email: "ada@example.com",
  customer_id: "cus_01",
  currency_code: "eur",
  created_at: "2026-11-20T09:00:00.000Z",
  updated_at: "2026-11-20T09:05:00.000Z",
  canceled_at: null,
  total: 58.45,
  item_total: 53.55,
  item_tax_total: 8.55,
  items: [
    {
      product_id: "prod_1",
      variant_sku: "LIP-4",
      product_title: "Rouge",
      quantity: 2,
      unit_price: 25,
      adjustments: [{ code: "TEN", amount: 4 }],
    },
  ],
  shipping_methods: [
    {
      adjustments: [
        { code: "TEN", amount: 1 },
        { code: "POST", amount: 4.9 },
      ],
    },
  ],
  payment_collections: [{ payments: [{ refunds: [{ id: "ref_1", amount: 8.45 }] }] }],
};

it("adds up what each code took off an order of Medusa, of goods and shipping", () => {
  expect(orderIn(medusaOrder, medusa)).toMatchObject({
    order: "order_01K1GEZ6Y1V9651AJNYG1WV3TC",
    state: "paid",
    codes: [
      { code: "TEN", amount: 500 },
      { code: "POST", amount: 490 },
    ],
    value: 4500,
    total: 5845,
    refunds: [{ id: "ref_1", amount: 845 }],
    currency: "EUR",
    identities: [{ type: "customer", value: "cus_01" }],
  });
  const stateOf = (changes: object) => orderIn(medusaOrder, { ...medusa, ...changes })?.state;
  expect(stateOf({ payment_status: "not_paid" })).toBe("placed");
  expect(stateOf({ canceled_at: "2026-11-20T10:00:00Z" })).toBe("cancelled");
});

describe("an order of any shop", () => {
  const generic = { order: 1042, state: "paid", at: "2026-11-20T09:05:00Z", currency: "eur", value: "45.00" };

  it("needs little", () => {
    expect(genericOrder(generic)).toMatchObject({
      ok: true,
      value: { order: "1042", value: 4500, total: 4500, codes: [], items: [], identities: [] },
    });
  });

  it("says everything that is wrong with it", () => {
    const read = genericOrder({ ...generic, state: "shipped", value: "1,299", codes: [{ code: "" }] });
    const paths = read.ok ? [] : read.problems.map(({ path }) => path);
    expect(paths).toEqual(["state", "value", "codes[0].code"]);
  });

  it.each([null, 7, "x", [], {}])("is not %j", (body) => {
    expect(genericOrder(body).ok).toBe(false);
    expect([
      orderIn(shopifyOrder, body),
      orderIn(wooCommerceOrder, body),
      orderIn(medusaOrder, body),
    ]).toEqual([undefined, undefined, undefined]);
  });
});

it("counts in the currency's smallest unit, and never less than nothing", () => {
  expect(minorUnits("19.90", "EUR")).toBe(1990);
  expect(minorUnits(1.005, "EUR")).toBe(101);
  expect(minorUnits(4.35, "EUR")).toBe(435);
  expect(minorUnits("1200", "JPY")).toBe(1200);
  expect(minorUnits("1.234", "KWD")).toBe(1234);
  expect(minorUnits(-5, "EUR")).toBe(0);
  expect([majorUnits(1990, "EUR"), majorUnits(1200, "JPY"), majorUnits(1234, "KWD")]).toEqual([
    19.9, 1200, 1.234,
  ]);
});
