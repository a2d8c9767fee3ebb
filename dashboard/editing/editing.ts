import { computed, signal, type ReadonlySignal, type Signal } from "@preact/signals";
import { canonicalJson } from "../../model/canonical-json.ts";
import type { Kind } from "../../model/configuration.ts";
import type { Problem } from "../../model/problem.ts";
import type { DocumentOf, Draft } from "../../worker/api/contract.ts";
import { ApiError } from "../api/api-error.ts";
import type { Journal } from "./journal.ts";

/** How a document is read and written; the screen binds it to the API. */
export interface DraftStore<K extends Kind> {
  load: () => Promise<Draft<K>>;
  save: (document: DocumentOf<K>, revision: number) => Promise<Draft<K>>;
}

/** `invalid`: its problems are known. `conflict`: someone else saved in between. */
export type SaveOutcome = "unchanged" | "saved" | "invalid" | "conflict";

/** One document of any kind. */
export type AnyEditing = { [K in Kind]: Editing<K> }[Kind];

/** One document while it is edited: what was loaded, what it has become, what is wrong, and who else was faster. */
export class Editing<K extends Kind> {
  readonly #store: DraftStore<K>;
  /** As the server has it, as far as is known here. */
  readonly base: Signal<Draft<K>>;
  readonly document: Signal<DocumentOf<K>>;
  readonly problems = signal<readonly Problem[]>([]);
  /** The newer draft that a save ran into. */
  readonly theirs = signal<Draft<K> | null>(null);
  /** What was typed here before theirs was loaded in its place. */
  readonly putAside = signal<DocumentOf<K> | null>(null);
  readonly dirty: ReadonlySignal<boolean>;
  /** Where edits are written down, so that they can be taken back. */
  journal: Journal | undefined;

  constructor(draft: Draft<K>, store: DraftStore<K>) {
    this.#store = store;
    this.base = signal(draft);
    this.document = signal(draft.document);
    this.dirty = computed(() => !same(this.base.value.document, this.document.value));
  }

  /** Puts an edit in. The problem of the field that is being corrected goes away at once. */
  edit(document: DocumentOf<K>, path: string): void {
    const before = this.document.peek();
    this.#put(document, path);
    this.journal?.add({
      of: this,
      path,
      undo: () => this.#put(before, path),
      redo: () => this.#put(document, path),
    });
  }

  #put(document: DocumentOf<K>, path: string): void {
    this.document.value = document;
    this.problems.value = this.problems.value.filter((problem) => !isAbout(problem, path));
  }

  /** Whether what is saved differs from what shoppers see. */
  differsFromLive(): boolean {
    const { document, live } = this.base.value;
    return live === null || !same(document, live);
  }

  problemAt(path: string): string | undefined {
    return this.problems.value.find((problem) => pathInDocument(problem) === path)?.message;
  }

  /** The first problem of a list, or of one of its entries. */
  problemUnder(path: string): string | undefined {
    return this.problems.value.find((problem) => isAbout(problem, path))?.message;
  }

  /** @throws ApiError for what typing cannot mend: no connection, no session, no right. */
  async save(): Promise<SaveOutcome> {
    const isOnServer = this.base.value.revision > 0;
    if (isOnServer && !this.dirty.value) return "unchanged";
    const sent = this.document.value;
    try {
      this.#settle(await this.#store.save(sent, this.base.value.revision), sent);
      return "saved";
    } catch (thrown) {
      if (!(thrown instanceof ApiError)) throw thrown;
      if (thrown.code === "changed_meanwhile") {
        this.theirs.value = await this.#store.load();
        return "conflict";
      }
      if (thrown.problems.length === 0) throw thrown;
      this.problems.value = thrown.problems;
      return "invalid";
    }
  }

  /** Shows what the other one saved; what was typed here is put aside, not lost. */
  loadTheirs(): void {
    const theirs = this.theirs.value;
    if (theirs === null) return;
    this.putAside.value = this.document.value;
    this.base.value = theirs;
    this.#loadAnew(theirs.document);
    this.theirs.value = null;
    this.problems.value = [];
  }

  /** Stays with what was typed here: the next save replaces theirs. */
  keepMine(): void {
    if (this.theirs.value !== null) this.base.value = this.theirs.value;
    this.theirs.value = null;
  }

  /** Brings back what `loadTheirs` put aside. */
  bringBack(): void {
    if (this.putAside.value !== null) this.#loadAnew(this.putAside.value);
    this.putAside.value = null;
  }

  /** Takes in what the server has now. What is typed here and not saved stays, on top of it. */
  async refresh(): Promise<void> {
    const draft = await this.#store.load();
    if (!this.dirty.value && !same(this.document.value, draft.document)) this.#loadAnew(draft.document);
    this.base.value = draft;
  }

  #loadAnew(document: DocumentOf<K>): void {
    this.document.value = document;
    this.journal?.forget(this);
  }

  #settle(saved: Draft<K>, sent: DocumentOf<K>): void {
    this.base.value = saved;
    // Spaces were trimmed, say; but what was typed since it was sent stays.
    if (this.document.value === sent) this.document.value = saved.document;
    this.problems.value = [];
    this.putAside.value = null;
  }
}

/** Problems of a whole configuration carry where the document stands in it (`rules[2].name`); a form knows only `name`. */
export function pathInDocument({ path }: Problem): string {
  return path.replace(/^(rules|offers|coupons|placements|segments|goals)\[\d+\]\.?/, "");
}

/** Whether a problem is with what stands at a path, or with an entry of the list that stands there. */
function isAbout(problem: Problem, path: string): boolean {
  const at = pathInDocument(problem);
  return at === path || at.startsWith(`${path}[`);
}

function same(a: unknown, b: unknown): boolean {
  return a === b || canonicalJson(a) === canonicalJson(b);
}
