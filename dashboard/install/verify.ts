import { signal, type ReadonlySignal } from "@preact/signals";
import type { Api, Look, SiteSummary } from "../../worker/api/contract.ts";
import { api } from "../api/api.ts";
import { faultsOf, type Finding, suspicionsOf } from "./diagnose.ts";

/** How far a verification is. */
export type Progress =
  | { step: "looking" }
  | { step: "waiting"; secondsLeft: number }
  | { step: "works"; heardAt: string }
  | { step: "faults" | "suspicions"; findings: readonly Finding[] };

/** What it asks, and how time passes. */
export interface VerifySeams {
  look: () => Promise<Look>;
  live: () => Promise<Api["GET /reports/live?site=:site"]["answer"]>;
  now: () => number;
  sleep: (ms: number) => Promise<void>;
}

const waitMs = 15_000;
const askEveryMs = 1500;
/** A browser that was heard so shortly before counts: an isolate says so once a minute. */
const recentMs = 2 * 60_000;

/** Verifies an install: the page first, then that a browser is heard from it. */
export class Verification {
  readonly #progress = signal<Progress>({ step: "looking" });
  readonly progress: ReadonlySignal<Progress> = this.#progress;
  #isOver = false;

  /** @throws ApiError where the page could not be looked at; a question about browsers that fails is asked again. */
  async run(site: SiteSummary, { look, live, now, sleep }: VerifySeams): Promise<void> {
    const seen = await look();
    const faults = faultsOf(seen, site);
    if (faults.length > 0) return this.#go({ step: "faults", findings: faults });
    const startedAtMs = now();
    for (;;) {
      const leftMs = startedAtMs + waitMs - now();
      if (leftMs <= 0 || this.#isOver) break;
      this.#go({ step: "waiting", secondsLeft: Math.ceil(leftMs / 1000) });
      const { heardAt } = await live().catch(() => ({ heardAt: null }));
      if (heardAt !== null && Date.parse(heardAt) >= startedAtMs - recentMs)
        return this.#go({ step: "works", heardAt });
      await sleep(Math.min(askEveryMs, leftMs));
    }
    this.#go({ step: "suspicions", findings: suspicionsOf(seen, site) });
  }

  /** Whoever asked has gone, or asks anew. */
  stop(): void {
    this.#isOver = true;
  }

  #go(progress: Progress): void {
    if (!this.#isOver) this.#progress.value = progress;
  }
}

/** What a verification of one page of a site asks. @param page its address. */
export function verifyBy(site: string, page: string): VerifySeams {
  return {
    look: async () => (await api("POST /sites/:id/look", { id: site, body: { page } })).look,
    live: () => api("GET /reports/live?site=:site", { site }),
    now: () => Date.now(),
    sleep: (ms) => new Promise((done) => setTimeout(done, ms)),
  };
}
