import { changesBetween, type DocumentChange } from "../../model/configuration-changes.ts";
import type { Configuration } from "../../model/configuration.ts";
import { AnswerError } from "../answer/error.ts";
import { configurationFrom, listDrafts, type StoredDraft } from "../store/drafts.ts";
import type { StoredSite } from "../store/sites.ts";
import { configurationOf } from "../store/versions.ts";
import { preconditionOf } from "./precondition.ts";
import { siteOrThrow } from "./sites.ts";

/** The drafts of a site beside what is live of it. */
export interface Drafted extends StoredSite {
  drafts: StoredDraft[];
  configuration: Configuration;
  live: Configuration;
  changes: DocumentChange[];
  /** Another number whenever something else is drafted or live. */
  state: number;
}

/** @throws AnswerError `not_found`. */
export async function draftedOf(db: D1Database, id: string | undefined): Promise<Drafted> {
  const stored = await siteOrThrow(db, id);
  const { site, liveVersion } = stored;
  const [live, drafts] = await Promise.all([
    configurationOf(db, site.id, liveVersion),
    listDrafts(db, site.id),
  ]);
  const configuration = configurationFrom(drafts);
  return {
    ...stored,
    drafts,
    configuration,
    live,
    changes: changesBetween(live, configuration),
    state: await stateOf(liveVersion, drafts),
  };
}

/** Of a digest so many bytes as a tag's number has room for. */
const stateBytes = 6;

async function stateOf(liveVersion: number, drafts: readonly StoredDraft[]): Promise<number> {
  const text = JSON.stringify([liveVersion, drafts.map(({ kind, id, revision }) => [kind, id, revision])]);
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return new Uint8Array(digest, 0, stateBytes).reduce((number, byte) => number * 256 + byte, 0);
}

/**
 * Refuses whoever names in `If-Match` what they have seen, where that is not so any more; who names nothing takes it as it is.
 * @throws AnswerError `changed_meanwhile`
 */
export function onlyIfSeen(request: Request, now: number): void {
  const seen = preconditionOf(request);
  if (seen === "unsaid" || seen === now) return;
  throw new AnswerError(
    "changed_meanwhile",
    "Somebody else changed or published something meanwhile. Look at it again.",
  );
}
