import "../rules/rules.css";
import type { ComponentChildren } from "preact";
import type { ApiError } from "../api/api-error.ts";
import { mayChange } from "../shell/may-change.ts";
import { EmptyState } from "../ui/empty-state.tsx";
import { LoadError } from "../ui/load-error.tsx";
import { PageHeading } from "../ui/page-heading.tsx";
import { Skeleton } from "../ui/skeleton.tsx";

export interface DraftListProps<Item> {
  words: Record<"title" | "intro" | "add" | "list" | "emptyTitle" | "empty", string>;
  /** Where a new one is made, by those who may. */
  addHref: string;
  items: readonly Item[] | undefined;
  error: ApiError | undefined;
  onRetry: () => void;
  /** What else there is to say or to follow, below the introduction. */
  beside?: ComponentChildren;
  row: (item: Item) => ComponentChildren;
  below?: ComponentChildren;
}

/** A screen that lists all drafts of a kind: while they come, when they do not, when there are none, and the way to a new one. */
export function DraftList<Item>({
  words,
  addHref,
  items,
  error,
  onRetry,
  beside,
  row,
  below,
}: DraftListProps<Item>) {
  return (
    <div class="screen">
      <div class="screen-head screen-head-with-action">
        <PageHeading title={words.title} />
        <p class="lead">{words.intro}</p>
        {beside}
        {mayChange() && (
          <a class="button button-primary" href={addHref}>
            {words.add}
          </a>
        )}
      </div>
      {error !== undefined && <LoadError error={error} onRetry={onRetry} />}
      {items === undefined && error === undefined && <Skeleton lines={5} />}
      {items?.length === 0 && (
        <EmptyState title={words.emptyTitle}>
          <p>{words.empty}</p>
        </EmptyState>
      )}
      {items !== undefined && items.length > 0 && (
        <ul class="rules" aria-label={words.list}>
          {items.map(row)}
        </ul>
      )}
      {below}
    </div>
  );
}
