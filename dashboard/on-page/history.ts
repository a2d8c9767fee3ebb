import { computed, signal } from "@preact/signals";
import type { Rule } from "../../model/rule.ts";
import type { Editing } from "../editing/editing.ts";

/** Nobody goes back further. */
const most = 200;

/** What a rule was before each edit, so that every one of them can be taken back, and made again. */
export class History {
  readonly #rule: Editing<"rules">;
  readonly #past = signal<readonly Rule[]>([]);
  readonly #future = signal<readonly Rule[]>([]);
  #lastPath = "";
  readonly canUndo = computed(() => this.#past.value.length > 0);
  readonly canRedo = computed(() => this.#future.value.length > 0);

  constructor(rule: Editing<"rules">) {
    this.#rule = rule;
  }

  /** @param path of what is edited: what is typed into one field is one edit. */
  edit(document: Rule, path: string): void {
    const now = this.#rule.document.peek();
    if (path !== this.#lastPath) this.#past.value = [...this.#past.value, now].slice(-most);
    this.#lastPath = path;
    this.#future.value = [];
    this.#rule.edit(document, path);
  }

  undo(): void {
    const before = this.#past.value.at(-1);
    if (before === undefined) return;
    this.#future.value = [...this.#future.value, this.#rule.document.peek()];
    this.#past.value = this.#past.value.slice(0, -1);
    this.#go(before);
  }

  redo(): void {
    const after = this.#future.value.at(-1);
    if (after === undefined) return;
    this.#past.value = [...this.#past.value, this.#rule.document.peek()];
    this.#future.value = this.#future.value.slice(0, -1);
    this.#go(after);
  }

  #go(document: Rule): void {
    this.#lastPath = "";
    this.#rule.edit(document, "variants");
  }
}
