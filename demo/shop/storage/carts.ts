import type { DatabaseSync } from "node:sqlite";
import type { StoredLine } from "../cart.ts";
import { mostOfOne } from "../cart.ts";

export type CartStore = ReturnType<typeof cartStore>;

/** The lines of every visitor's bag, in the order they were put in. */
export function cartStore(db: DatabaseSync) {
  const list = db.prepare(
    "SELECT slug, shade, quantity FROM cart_lines WHERE session_key = ? ORDER BY cart_lines.rowid",
  );
  const add = db.prepare(
    `INSERT INTO cart_lines (session_key, slug, shade, quantity) VALUES (?1, ?2, ?3, min(?4, ${mostOfOne}))
     ON CONFLICT DO UPDATE SET quantity = min(quantity + excluded.quantity, ${mostOfOne})`,
  );
  const set = db.prepare(
    "UPDATE cart_lines SET quantity = ?4 WHERE session_key = ?1 AND slug = ?2 AND shade = ?3",
  );
  const remove = db.prepare("DELETE FROM cart_lines WHERE session_key = ? AND slug = ? AND shade = ?");
  const empty = db.prepare("DELETE FROM cart_lines WHERE session_key = ?");

  return {
    lines: (key: string): readonly StoredLine[] =>
      list.all(key).map((row) => ({
        slug: String(row["slug"]),
        shade: String(row["shade"]),
        quantity: Number(row["quantity"]),
      })),
    add: (key: string, slug: string, shade: string, quantity: number) =>
      void add.run(key, slug, shade, quantity),
    /** Sets a line's quantity; nought takes the line out. */
    set(key: string, slug: string, shade: string, quantity: number): void {
      if (quantity === 0) remove.run(key, slug, shade);
      else set.run(key, slug, shade, quantity);
    },
    empty: (key: string) => void empty.run(key),
  };
}
