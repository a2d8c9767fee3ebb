/**
 * The scripts as they are, put together in one, with every binding counted that costs money on Cloudflare's network: what
 * the platform itself would put on the bill. `http://operations.localhost/` gives the counts so far, `/over` lets so much
 * time pass for every profile that its visit is over, `/kept` gives how many bytes all profiles keep, `/wake` opens every
 * profile, and `/awake` gives how many profile objects are in memory once all garbage is collected.
 */
import api from "../../../worker/api-worker.ts";
import jobs from "../../../worker/jobs-worker.ts";
import * as objects from "../../../worker/objects-worker.ts";
import edge from "../../../worker/worker.ts";
import { noOperations, type Operations } from "../operations.ts";

export { EdgeQuestions } from "../../../worker/worker.ts";

const operations: Operations = { ...noOperations };
const profiles = new Set<WeakRef<Profile>>();
/** The ids of all that there ever were. */
const known = new Set<string>();

export default {
  async fetch(request, env, context) {
    const { hostname, pathname } = new URL(request.url);
    if (hostname === "operations.localhost") {
      if (pathname === "/wake") await ofAll(env, (profile) => profile.nodes());
      if (pathname === "/over") await endVisits(env);
      if (pathname === "/kept") return Response.json(await keptBytes(env));
      return Response.json(pathname === "/" ? operations : awakeNow());
    }
    operations.requests += 1;
    const script = hostname === "shop.localhost" ? edge : api;
    return script.fetch(request, counted(env), context);
  },
  queue: (batch, env) => jobs.queue(batch, counted(env)),
} satisfies ExportedHandler<EdgeEnv & ApiWorkerEnv>;

export class Profile extends objects.Profile {
  constructor(context: DurableObjectState, env: ObjectsEnv) {
    countRows(context.storage);
    super(context, counted(env));
    profiles.add(new WeakRef(this));
    known.add(context.id.toString());
  }

  /** As the platform does once the alarm is due, also where it is set again. */
  async goOff(): Promise<void> {
    const { storage } = this.ctx;
    while (((await storage.getAlarm()) ?? Infinity) <= Date.now()) {
      await storage.deleteAlarm();
      await this.alarm();
    }
  }

  keptBytes(): number {
    return this.ctx.storage.sql.databaseSize;
  }

  override alarm(): Promise<void> {
    operations.objectRequests += 1;
    return super.alarm();
  }
}

export class Identities extends objects.Identities {
  constructor(context: DurableObjectState, env: ObjectsEnv) {
    countRows(context.storage);
    super(context, counted(env));
  }

  override alarm(): Promise<void> {
    operations.objectRequests += 1;
    return super.alarm();
  }
}

export class CouponCodes extends objects.CouponCodes {
  constructor(context: DurableObjectState, env: ObjectsEnv) {
    countRows(context.storage);
    super(context, counted(env));
  }

  override alarm(): Promise<void> {
    operations.objectRequests += 1;
    return super.alarm();
  }
}

/** What the others are asked, wherever they are. */
interface Far {
  goOff: () => Promise<void>;
  keptBytes: () => Promise<number>;
  nodes: () => Promise<unknown>;
}

function ofAll<T>({ PROFILES }: Env, ask: (profile: Far) => Promise<T>): Promise<T[]> {
  const far = (id: string) => PROFILES.get(PROFILES.idFromString(id)) as unknown as Far;
  return Promise.all([...known].map((id) => ask(far(id))));
}

/** Longer than a profile waits until it tells the index of what happened. */
const afterVisitMs = 40 * 60_000;

async function endVisits(env: Env): Promise<void> {
  const now = Date.now;
  Date.now = () => now() + afterVisitMs;
  await ofAll(env, (profile) => profile.goOff());
  Date.now = now;
}

async function keptBytes(env: Env): Promise<number> {
  const each = await ofAll(env, (profile) => profile.keptBytes());
  return each.reduce((sum, bytes) => sum + bytes, 0);
}

function awakeNow(): number {
  const { gc } = globalThis as { gc?: () => void };
  if (gc === undefined) throw new Error("workerd was started without --expose-gc.");
  gc();
  for (const profile of profiles) if (profile.deref() === undefined) profiles.delete(profile);
  return profiles.size;
}

function counted<Bindings extends ObjectsEnv>(env: Bindings): Bindings {
  return {
    ...env,
    DB: countedDatabase(env.DB),
    BUNDLES: watched(env.BUNDLES, (name) => {
      if (name === "get" || name === "getWithMetadata") operations.kvReads += 1;
      if (name === "put" || name === "delete") operations.kvWrites += 1;
    }),
    RECORDS: watched(env.RECORDS, (name, [message]) => {
      if (name !== "send") return;
      operations.queueOperations += 3 * Math.ceil(JSON.stringify(message).length / 65_536);
    }),
    PROFILES: countedObjects(env.PROFILES),
    IDENTITIES: countedObjects(env.IDENTITIES),
    COUPONS: countedObjects(env.COUPONS),
  };
}

function countedObjects<Namespace extends object>(namespace: Namespace): Namespace {
  return new Proxy(namespace, {
    get(target, name) {
      const value = Reflect.get(target, name, target) as unknown;
      if (typeof value !== "function") return value;
      const call = (...parameters: unknown[]) => Reflect.apply(value, target, parameters) as unknown;
      if (name !== "get" && name !== "getByName") return call;
      return (...parameters: unknown[]) =>
        watched(call(...parameters) as object, () => (operations.objectRequests += 1));
    },
  });
}

/** Tells of each call of the target's methods. */
function watched<Target extends object>(
  target: Target,
  tell: (name: string, parameters: unknown[]) => void,
): Target {
  return new Proxy(target, {
    get(_target, name) {
      const value = Reflect.get(target, name, target) as unknown;
      if (typeof value !== "function" || typeof name !== "string") return value;
      return (...parameters: unknown[]) => {
        tell(name, parameters);
        return Reflect.apply(value, target, parameters) as unknown;
      };
    },
  });
}

const plain = new WeakMap<object, D1PreparedStatement>();

function countedDatabase(db: D1Database): D1Database {
  return new Proxy(db, {
    get(target, name) {
      if (name === "prepare") return (sql: string) => countedStatement(target.prepare(sql));
      if (name === "batch")
        return async (statements: D1PreparedStatement[]) => {
          const results = await target.batch(
            statements.map((statement) => plain.get(statement) ?? statement),
          );
          for (const { meta } of results) countMeta(meta);
          return results;
        };
      const value = Reflect.get(target, name, target) as unknown;
      return typeof value === "function" ? (value.bind(target) as unknown) : value;
    },
  });
}

function countedStatement(statement: D1PreparedStatement): D1PreparedStatement {
  const proxy = new Proxy(statement, {
    get(target, name) {
      switch (name) {
        case "bind":
          return (...values: unknown[]) => countedStatement(target.bind(...values));
        case "first":
          return async (column?: string) => {
            const { results, meta } = await target.all();
            countMeta(meta);
            const [row] = results;
            return row === undefined ? null : column === undefined ? row : row[column];
          };
        case "all":
        case "run":
          return async () => {
            const result = await target.all();
            countMeta(result.meta);
            return result;
          };
        default:
          return Reflect.get(target, name, target) as unknown;
      }
    },
  });
  plain.set(proxy, statement);
  return proxy;
}

function countMeta({ rows_read, rows_written }: D1Meta): void {
  operations.d1RowsRead += rows_read;
  operations.d1RowsWritten += rows_written;
}

/**
 * An object's own database. A cursor knows all it has read and written once it is done, which small ones are at once.
 * Setting an alarm costs what a written row costs.
 */
function countRows(storage: DurableObjectStorage): void {
  const { sql } = storage;
  const setAlarm = storage.setAlarm.bind(storage);
  storage.setAlarm = (time) => {
    operations.objectRowsWritten += 1;
    return setAlarm(time);
  };
  const exec = sql.exec.bind(sql);
  sql.exec = ((query: string, ...values: unknown[]) => {
    const cursor = exec(query, ...values);
    const rows = cursor.toArray();
    operations.objectRowsRead += cursor.rowsRead;
    operations.objectRowsWritten += cursor.rowsWritten;
    return replayed(rows, cursor);
  }) as SqlStorage["exec"];
}

/** The same rows again, as a cursor gives them. */
function replayed(
  rows: Record<string, SqlStorageValue>[],
  cursor: SqlStorageCursor<Record<string, SqlStorageValue>>,
) {
  const { rowsRead, rowsWritten, columnNames } = cursor;
  return {
    rowsRead,
    rowsWritten,
    columnNames,
    toArray: () => rows,
    one: () => {
      if (rows.length !== 1) throw new Error(`Exactly one row was expected, not ${rows.length}.`);
      return rows[0];
    },
    [Symbol.iterator]: () => rows[Symbol.iterator](),
  };
}
