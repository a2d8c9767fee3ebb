import type { DatabaseSync } from "node:sqlite";

/** Someone with an account. */
export interface Customer {
  readonly id: number;
  readonly email: string;
  readonly name: string;
  readonly password: string;
}

export type CustomerStore = ReturnType<typeof customerStore>;

/** The accounts. E-mail addresses are compared in small letters. */
export function customerStore(db: DatabaseSync) {
  const findById = db.prepare("SELECT id, email, name, password FROM customers WHERE id = ?");
  const findByEmail = db.prepare("SELECT id, email, name, password FROM customers WHERE email = ?");
  const insert = db.prepare(
    "INSERT INTO customers (email, name, password, created_at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
  );
  const read = (row: Record<string, unknown> | undefined): Customer | null =>
    row === undefined
      ? null
      : {
          id: Number(row["id"]),
          email: String(row["email"]),
          name: String(row["name"]),
          password: String(row["password"]),
        };

  return {
    byId: (id: number) => read(findById.get(id)),
    byEmail: (email: string) => read(findByEmail.get(plainEmail(email))),
    /** Adds an account and gives its id, or null when the address has one already. */
    add(email: string, name: string, password: string): number | null {
      const result = insert.run(plainEmail(email), name, password, Date.now());
      return result.changes === 0 ? null : Number(result.lastInsertRowid);
    },
  };
}

/** An e-mail address as it is compared and stored. */
export function plainEmail(email: string): string {
  return email.trim().toLowerCase();
}
