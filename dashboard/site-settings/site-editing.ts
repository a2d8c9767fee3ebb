import { computed, signal, type ReadonlySignal } from "@preact/signals";
import { canonicalJson } from "../../model/canonical-json.ts";
import type { Problem } from "../../model/problem.ts";
import type { Site } from "../../model/site.ts";
import type { SiteSummary } from "../../worker/api/contract.ts";
import { ApiError } from "../api/api-error.ts";

/** How a site is read and written. */
export interface SiteStore {
  load: () => Promise<SiteSummary | undefined>;
  save: (site: Site, over: number) => Promise<SiteSummary>;
}

/** `invalid`: its problems are known. `conflict`: someone else saved in between. */
export type SiteOutcome = "saved" | "invalid" | "conflict";

/** A shop's settings while they are edited. */
export class SiteEditing {
  readonly #store: SiteStore;
  readonly #base;
  readonly site;
  readonly problems = signal<readonly Problem[]>([]);
  /** What somebody else saved meanwhile. */
  readonly theirs = signal<SiteSummary | null>(null);
  readonly dirty: ReadonlySignal<boolean>;

  constructor(summary: SiteSummary, store: SiteStore) {
    this.#store = store;
    this.#base = signal(summary);
    this.site = signal<Site>(documentOf(summary));
    this.dirty = computed(
      () => canonicalJson(documentOf(this.#base.value)) !== canonicalJson(this.site.value),
    );
  }

  /** Puts an edit in. The problem of the field that is being corrected goes away at once. */
  edit(changes: Partial<Site>): void {
    this.site.value = { ...this.site.value, ...changes };
    this.problems.value = this.problems.value.filter(
      ({ path }) => !Object.keys(changes).some((field) => isAt(path, field)),
    );
  }

  /** The first problem at a path, or below it. */
  problemAt(path: string): string | undefined {
    return this.problems.value.find((problem) => isAt(problem.path, path))?.message;
  }

  /** @throws ApiError for what typing cannot mend. */
  async save(): Promise<SiteOutcome> {
    const sent = this.site.value;
    try {
      const saved = await this.#store.save(sent, this.#base.value.revision);
      this.#base.value = saved;
      // What was typed since it was sent stays.
      if (this.site.value === sent) this.site.value = documentOf(saved);
      this.problems.value = [];
      return "saved";
    } catch (thrown) {
      if (!(thrown instanceof ApiError)) throw thrown;
      if (thrown.code === "changed_meanwhile") {
        this.theirs.value = (await this.#store.load()) ?? null;
        return "conflict";
      }
      // A host can be another site's.
      if (thrown.code === "conflict") this.problems.value = [problemOf("hosts", thrown)];
      else if (thrown.problems.length > 0) this.problems.value = thrown.problems;
      else throw thrown;
      return "invalid";
    }
  }

  /** Shows what the other one saved, in the place of what was typed here. */
  loadTheirs(): void {
    const theirs = this.theirs.value;
    if (theirs === null) return;
    this.#base.value = theirs;
    this.site.value = documentOf(theirs);
    this.theirs.value = null;
    this.problems.value = [];
  }

  /** Stays with what was typed here: the next save replaces theirs. */
  keepMine(): void {
    if (this.theirs.value !== null) this.#base.value = this.theirs.value;
    this.theirs.value = null;
  }
}

/** The settings, without what is known of the site besides. */
function documentOf({ liveVersion: _version, on: _on, revision: _revision, ...site }: SiteSummary): Site {
  return site;
}

function isAt(path: string, field: string): boolean {
  return path === field || path.startsWith(`${field}.`) || path.startsWith(`${field}[`);
}

function problemOf(path: string, { code, message }: ApiError): Problem {
  return { code, path, message };
}
