import type { Api } from "../../worker/api/contract.ts";
import { ApiError } from "../api/api-error.ts";
import { api } from "../api/api.ts";
import { mayChange } from "../shell/may-change.ts";

/** What home is made of. Each is asked for itself: what cannot be had takes nothing else with it, and is `undefined`. */
export interface HomeSources {
  rules: Api["GET /rules?site=:site"]["answer"]["rules"] | undefined;
  pending: Api["GET /publish?site=:site"]["answer"] | undefined;
  dropped: Api["GET /reports/intake?site=:site"]["answer"]["dropped"] | undefined;
  coupons: Api["GET /coupons?site=:site"]["answer"]["coupons"] | undefined;
  /** The first of them, where a site has more than can be asked at once. */
  ledgers: Api["GET /reports/coupons?site=:site"]["answer"] | undefined;
  live: Api["GET /reports/live?site=:site"]["answer"] | undefined;
  changes: Changes | undefined;
}

/** What was done lately, the latest first: all of it for those who may see the audit, versions for all others. */
export type Changes =
  | { kind: "audit"; entries: Api["GET /audit?site=:site"]["answer"]["entries"] }
  | { kind: "versions"; versions: Api["GET /versions?site=:site"]["answer"]["versions"] };

/** @throws ApiError where nothing at all could be asked. */
export async function loadHome(site: string): Promise<HomeSources> {
  const failures: unknown[] = [];
  const ask = <T>(asked: Promise<T>): Promise<T | undefined> =>
    asked.catch((thrown: unknown) => {
      // A mistake of ours must not look like a question that failed.
      if (!(thrown instanceof ApiError)) throw thrown;
      failures.push(thrown);
      return undefined;
    });
  const [rules, pending, intake, coupons, ledgers, live, changes] = await Promise.all([
    ask(api("GET /rules?site=:site", { site })),
    ask(api("GET /publish?site=:site", { site })),
    ask(api("GET /reports/intake?site=:site", { site, query: { days: "1" } })),
    ask(api("GET /coupons?site=:site", { site })),
    ask(api("GET /reports/coupons?site=:site", { site, query: { days: "1" } })),
    ask(api("GET /reports/live?site=:site", { site })),
    ask(loadChanges(site)),
  ]);
  if (failures.length === 7) throw failures[0];
  return {
    rules: rules?.rules,
    pending,
    dropped: intake?.dropped,
    coupons: coupons?.coupons,
    ledgers,
    live,
    changes,
  };
}

async function loadChanges(site: string): Promise<Changes> {
  const query = { limit: "50" };
  if (mayChange())
    return { kind: "audit", entries: (await api("GET /audit?site=:site", { site, query })).entries };
  return { kind: "versions", versions: (await api("GET /versions?site=:site", { site, query })).versions };
}
