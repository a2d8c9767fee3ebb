import { createHash, randomBytes } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";

/** How long a visitor who does not come back is remembered. */
export const sessionDays = 30;
const dayMs = 86_400_000;

/** A message to be shown once on the next page that has room for it. */
export interface Notice {
  readonly kind: "good" | "coupon-refused";
  readonly text: string;
  /** What was typed, so that it can be put back into the field. */
  readonly typed?: string;
}

/** What the shop keeps of one visitor. */
export interface Session {
  readonly key: string;
  readonly csrf: string;
  readonly customerId: number | null;
  readonly coupon: string | null;
}

export type SessionStore = ReturnType<typeof sessionStore>;

/** Sessions by cookie. Only a hash of the cookie is stored: whoever reads the file cannot take over a visit. */
export function sessionStore(db: DatabaseSync) {
  const find = db.prepare(
    "SELECT key, csrf, customer_id, coupon FROM sessions WHERE key = ? AND seen_at > ?",
  );
  const insert = db.prepare("INSERT INTO sessions (key, csrf, seen_at) VALUES (?, ?, ?)");
  const touch = db.prepare("UPDATE sessions SET seen_at = ? WHERE key = ? AND seen_at < ?");
  const rename = db.prepare("UPDATE sessions SET key = ?, csrf = ?, customer_id = ? WHERE key = ?");
  const remove = db.prepare("DELETE FROM sessions WHERE key = ?");
  const prune = db.prepare("DELETE FROM sessions WHERE seen_at <= ?");
  const setCoupon = db.prepare("UPDATE sessions SET coupon = ? WHERE key = ?");
  const setNotice = db.prepare("UPDATE sessions SET notice = ? WHERE key = ?");
  const getNotice = db.prepare("SELECT notice FROM sessions WHERE key = ?");
  const oldest = () => Date.now() - sessionDays * dayMs;
  const hash = (cookie: string) => createHash("sha256").update(cookie).digest("hex");

  function byCookie(cookie: string): Session | null {
    const row = find.get(hash(cookie), oldest());
    if (row === undefined) return null;
    const key = String(row["key"]);
    touch.run(Date.now(), key, Date.now() - dayMs);
    const { customer_id: customer, coupon } = row;
    return {
      key,
      csrf: String(row["csrf"]),
      customerId: typeof customer === "number" ? customer : null,
      coupon: typeof coupon === "string" ? coupon : null,
    };
  }

  return {
    byCookie,
    /** Starts a session and gives the cookie for it. */
    create(): { cookie: string; session: Session } {
      const [cookie, csrf] = [token(), token()];
      insert.run(hash(cookie), csrf, Date.now());
      return { cookie, session: { key: hash(cookie), csrf, customerId: null, coupon: null } };
    },
    /** Gives a session a new cookie as it changes hands, so that one planted before signing in is worth nothing. */
    handOver(key: string, customerId: number): string {
      const cookie = token();
      rename.run(hash(cookie), token(), customerId, key);
      return cookie;
    },
    remove: (key: string) => void remove.run(key),
    prune: () => void prune.run(oldest()),
    setCoupon: (key: string, code: string | null) => void setCoupon.run(code, key),
    leaveNotice: (key: string, notice: Notice) => void setNotice.run(JSON.stringify(notice), key),
    /** Reads the notice and forgets it. */
    takeNotice(key: string): Notice | null {
      const text = getNotice.get(key)?.["notice"];
      if (typeof text !== "string") return null;
      setNotice.run(null, key);
      return JSON.parse(text) as Notice;
    },
  };
}

function token(): string {
  return randomBytes(24).toString("base64url");
}
