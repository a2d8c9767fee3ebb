import { useSignal, type ReadonlySignal } from "@preact/signals";
import { announce } from "../ui/status.tsx";
import { messageOf } from "./api-error.ts";
import { type Loaded, useLoad } from "./use-load.ts";

/** A part of a long list, and what to ask for the next one with; `null` at its end. */
export interface Paged<T> {
  items: readonly T[];
  next: string | null;
}

/** Loads a long list part by part, from its beginning again whenever `key` changes. */
export function usePages<T>(
  key: string,
  load: (after: { after?: string }) => Promise<Paged<T>>,
): {
  loaded: ReadonlySignal<Loaded<Paged<T>>>;
  reload: () => void;
  /** Loads what follows, and puts it behind what is there. */
  more: () => Promise<void>;
  loadingMore: ReadonlySignal<boolean>;
} {
  const { loaded, reload, set } = useLoad(key, () => load({}));
  const loadingMore = useSignal(false);
  const more = async () => {
    const before = loaded.peek().data;
    if (before === undefined || before.next === null || loadingMore.peek()) return;
    loadingMore.value = true;
    try {
      const { items, next } = await load({ after: before.next });
      // Meanwhile another list may have been asked for.
      if (loaded.peek().data === before) set({ items: [...before.items, ...items], next });
    } catch (thrown) {
      announce("failed", messageOf(thrown));
    } finally {
      loadingMore.value = false;
    }
  };
  return { loaded, reload, more, loadingMore };
}
