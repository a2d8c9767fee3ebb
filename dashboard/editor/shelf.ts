import { computed, signal } from "@preact/signals";
import type { DocumentOf, Draft } from "../../worker/api/contract.ts";
import { Editing, type DraftStore } from "../editing/editing.ts";
import type { Journal } from "../editing/journal.ts";
import { freeId } from "../text/free-id.ts";

/** What a rule names by id and its editor edits too. */
export type ShelvedKind = "offers" | "placements" | "goals";

/** All that there is of a kind, to choose from. Each can be edited, and new ones put beside them. */
export class Shelf<K extends ShelvedKind> {
  readonly #journal: Journal;
  readonly #storeOf: (id: string) => DraftStore<K>;
  readonly #editings = signal<ReadonlyMap<string, Editing<K>>>(new Map());
  /** By name. */
  readonly all = computed(() =>
    [...this.#editings.value.values()]
      .map(({ document }) => document.value)
      .sort((a, b) => a.name.localeCompare(b.name)),
  );

  constructor(drafts: readonly Draft<K>[], journal: Journal, storeOf: (id: string) => DraftStore<K>) {
    this.#journal = journal;
    this.#storeOf = storeOf;
    for (const draft of drafts) this.#put(draft);
  }

  find(id: string): Editing<K> | undefined {
    return this.#editings.value.get(id);
  }

  /** Puts a new one beside the others, which is saved with the rule. @returns its id, made from its name. */
  add(document: DocumentOf<K>): string {
    const id = freeId([document.name], new Set(this.#editings.value.keys()));
    this.#put({ document: { ...document, id }, live: null, revision: 0, updatedAt: "" });
    return id;
  }

  #put(draft: Draft<K>): void {
    const { id } = draft.document;
    const editing = new Editing<K>(draft, this.#storeOf(id));
    editing.journal = this.#journal;
    this.#editings.value = new Map(this.#editings.value).set(id, editing);
  }
}
