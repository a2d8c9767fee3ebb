import { env } from "cloudflare:workers";

/** The test's database, and how SQLite means to find what was asked of it since: a line for each step. */
export function plannedDatabase(): { db: D1Database; plans: () => Promise<string[]> } {
  const asked: { sql: string; values: unknown[] }[] = [];
  const db = new Proxy(env.DB, {
    get(target, name) {
      if (name !== "prepare") return (Reflect.get(target, name) as () => unknown).bind(target);
      return (sql: string) => {
        const statement = target.prepare(sql);
        const bind = (...values: unknown[]) => {
          asked.push({ sql, values });
          return statement.bind(...values);
        };
        return { bind };
      };
    },
  });
  const plans = async () => {
    const steps = asked.splice(0).map(async ({ sql, values }) => {
      const plan = env.DB.prepare(`EXPLAIN QUERY PLAN ${sql}`).bind(...values);
      return (await plan.all<{ detail: string }>()).results.map(({ detail }) => detail);
    });
    return (await Promise.all(steps)).flat();
  };
  return { db, plans };
}
