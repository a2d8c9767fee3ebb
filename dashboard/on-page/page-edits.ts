import { signal } from "@preact/signals";
import type { Change } from "../../model/change.ts";
import type { Kind } from "../../model/configuration.ts";
import type { Placement } from "../../model/placement.ts";
import { api } from "../api/api.ts";
import type { Editing } from "../editing/editing.ts";
import { freeId } from "../text/free-id.ts";
import { placeIn, withChange, withChanges, without } from "./changes-of.ts";
import { History } from "./history.ts";
import type { PageEditorData } from "./load-page-editor.ts";

type Once = Parameters<typeof withChange>[1];
type OnceOf<Type extends Once["type"]> = Extract<Once, { type: Type }>;

/** What is done to the elements of a page, in one variant of a rule. Each of it can be taken back. */
export class PageEdits {
  readonly history: History;
  readonly variant = signal(0);
  /** Of places that offers are put in here, those that are on no server yet. */
  readonly newPlacements = signal<readonly Placement[]>([]);
  readonly #data: PageEditorData;
  readonly #site: string;

  constructor(data: PageEditorData, site: string) {
    this.#data = data;
    this.#site = site;
    this.history = new History(data.rule);
  }

  get rule(): Editing<"rules"> {
    return this.#data.rule;
  }

  get changes(): readonly Change[] {
    return this.rule.document.value.variants[this.variant.value]?.changes ?? [];
  }

  get placements(): readonly Placement[] {
    return [...this.#data.placements, ...this.newPlacements.value];
  }

  /** What is done of a kind to what a selector means. */
  of<Type extends Once["type"]>(type: Type, selector: string): OnceOf<Type> | undefined {
    return this.changes.find(
      (change): change is OnceOf<Type> =>
        change.type === type && "selector" in change && change.selector === selector,
    );
  }

  /** Does something to an element, in the place of the same that was done before. */
  put(change: Once): void {
    const at = placeIn(this.changes, change);
    this.#set(withChange(this.changes, change), `${this.#pathOf(at)}.${fieldOf(change)}`);
  }

  remove(change: Change): void {
    this.#set(without(this.changes, change), `${this.#path}#${this.changes.length}`);
  }

  /** Shows an offer beside or in what a selector means: in the place that there is for it, or in a new one. */
  insert(offer: string, place: Omit<Placement, "id">): void {
    const known = this.placements.find(
      ({ selector, position }) => selector === place.selector && position === place.position,
    );
    const taken = new Set(this.placements.map(({ id }) => id));
    const placement = known ?? { ...place, id: freeId([place.name], taken) };
    if (known === undefined) this.newPlacements.value = [...this.newPlacements.value, placement];
    const change: Change = { type: "insertOffer", placement: placement.id, offer };
    this.#set([...this.changes, change], `${this.#path}#${this.changes.length}`);
  }

  /** The rule works on one more page. */
  addPage(page: string): void {
    const document = this.rule.document.peek();
    this.history.edit({ ...document, pages: [...document.pages, page] }, `pages#${document.pages.length}`);
  }

  problemOf(change: Change | undefined, field: string): string | undefined {
    if (change === undefined) return undefined;
    return this.rule.problemAt(`${this.#pathOf(this.changes.indexOf(change))}.${field}`);
  }

  /** Saves the new places that the rule names, before the rule that names them. */
  readonly placementStore: Pick<Editing<Kind>, "save"> = {
    save: async () => {
      const named = new Set(
        this.rule.document
          .peek()
          .variants.flatMap(({ changes }) =>
            changes.flatMap((change) => (change.type === "insertOffer" ? [change.placement] : [])),
          ),
      );
      const wanted = this.newPlacements.peek().filter(({ id }) => named.has(id) && !this.#saved.has(id));
      for (const document of wanted) {
        const { id } = document;
        await api("PUT /placements/:id?site=:site", {
          site: this.#site,
          id,
          body: { document },
          over: "new",
        });
        this.#saved.add(id);
      }
      return wanted.length === 0 ? "unchanged" : "saved";
    },
  };
  readonly #saved = new Set<string>();

  get #path(): string {
    return `variants[${this.variant.peek()}].changes`;
  }

  #pathOf(index: number): string {
    return `${this.#path}[${index}]`;
  }

  #set(changes: readonly Change[], path: string): void {
    this.history.edit(withChanges(this.rule.document.peek(), this.variant.peek(), changes), path);
  }
}

/** The part of a change that is typed. */
function fieldOf({ type }: Once): string {
  switch (type) {
    case "setText":
      return "text";
    case "setImage":
      return "src";
    case "setLink":
      return "href";
    case "setAttribute":
      return "value";
    case "hide":
      return "selector";
  }
}
