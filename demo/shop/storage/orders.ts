import { randomBytes, randomInt } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";
import type { CartLine } from "../cart.ts";
import { fullName } from "../catalogue/catalogue.ts";
import type { Address } from "../checkout-form.ts";
import type { Order, OrderLine } from "../order.ts";
import type { Totals } from "../totals.ts";
import { plainEmail } from "./customers.ts";

/** What an order is made of when it is placed. */
export interface NewOrder {
  readonly customerId: number | null;
  readonly email: string;
  readonly address: Address;
  readonly coupon: string | null;
  readonly totals: Totals;
  readonly lines: readonly CartLine[];
}

export type OrderStore = ReturnType<typeof orderStore>;

/** The orders, with what was bought copied in: later price changes do not touch them. */
export function orderStore(db: DatabaseSync) {
  const columns = "id, reference, email, address, coupon, totals, placed_at";
  const find = db.prepare(`SELECT ${columns} FROM orders WHERE id = ?`);
  const ofCustomer = db.prepare(
    `SELECT ${columns} FROM orders WHERE customer_id = ? ORDER BY placed_at DESC, rowid DESC`,
  );
  const withCoupon = db.prepare("SELECT 1 FROM orders WHERE email = ? AND coupon = ? LIMIT 1");
  const insert = db.prepare(`INSERT INTO orders (${columns}, customer_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`);
  const insertLine = db.prepare(
    `INSERT INTO order_lines (order_id, position, slug, sku, name, category, shade, price, quantity)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const listLines = db.prepare(
    "SELECT slug, sku, name, category, shade, price, quantity FROM order_lines WHERE order_id = ? ORDER BY position",
  );

  const readLine = (row: Record<string, unknown>): OrderLine => ({
    slug: String(row["slug"]),
    sku: String(row["sku"]),
    name: String(row["name"]),
    category: String(row["category"]),
    shade: String(row["shade"]),
    price: Number(row["price"]),
    quantity: Number(row["quantity"]),
  });
  const read = (row: Record<string, unknown>): Order => ({
    id: String(row["id"]),
    reference: String(row["reference"]),
    email: String(row["email"]),
    address: JSON.parse(String(row["address"])) as Address,
    coupon: typeof row["coupon"] === "string" ? row["coupon"] : null,
    totals: JSON.parse(String(row["totals"])) as Totals,
    placedAt: new Date(Number(row["placed_at"])),
    lines: listLines.all(String(row["id"])).map(readLine),
  });

  return {
    byId(id: string): Order | null {
      const row = find.get(id);
      return row === undefined ? null : read(row);
    },
    ofCustomer: (customerId: number) => ofCustomer.all(customerId).map(read),
    /** Whether this e-mail address has an order with this coupon. */
    couponUsed: (email: string, code: string) => withCoupon.get(plainEmail(email), code) !== undefined,
    /** Keeps an order and gives its unguessable id. Call it inside a transaction. */
    place(order: NewOrder): string {
      const id = randomBytes(18).toString("base64url");
      insert.run(
        id,
        newReference(),
        plainEmail(order.email),
        JSON.stringify(order.address),
        order.coupon,
        JSON.stringify(order.totals),
        Date.now(),
        order.customerId,
      );
      order.lines.forEach(({ product, shade, quantity }, position) => {
        const { slug, sku, category, price } = product;
        insertLine.run(id, position, slug, sku, fullName(product), category, shade.name, price, quantity);
      });
      return id;
    },
  };
}

/** An order number that can be read out over the telephone and tells nothing about how many there are. */
function newReference(): string {
  const letters = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
  return `OM-${Array.from({ length: 8 }, () => letters.charAt(randomInt(letters.length))).join("")}`;
}
