import { useSignal, useSignalEffect, type ReadonlySignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { draftsEpoch } from "../publish/drafts-epoch.ts";
import { ApiError } from "./api-error.ts";

/** What a screen knows of what it asked for. `data` stays while it is asked for again. */
export interface Loaded<T> {
  data: T | undefined;
  error: ApiError | undefined;
}

/**
 * Loads what a screen shows, again whenever `key` changes or all drafts were replaced (by a publish or a discard).
 * @param load what to call; answers that come after a newer question are dropped.
 * @param onDraftsReplaced what to do instead of loading again, for screens that hold edits.
 */
export function useLoad<T>(
  key: string,
  load: () => Promise<T>,
  onDraftsReplaced?: (data: T) => void,
): { loaded: ReadonlySignal<Loaded<T>>; reload: () => void; set: (data: T) => void } {
  const loaded = useSignal<Loaded<T>>({ data: undefined, error: undefined });
  const latestLoad = useRef(load);
  latestLoad.current = load;
  const question = useRef(0);

  const reload = () => {
    const mine = ++question.current;
    const settle = (next: Loaded<T>) => {
      if (mine === question.current) loaded.value = next;
    };
    if (loaded.peek().error !== undefined) loaded.value = { data: loaded.peek().data, error: undefined };
    latestLoad.current().then(
      (data) => settle({ data, error: undefined }),
      (thrown: unknown) => settle({ data: loaded.peek().data, error: asApiError(thrown) }),
    );
  };

  const shownKey = useRef(key);
  useEffect(() => {
    if (shownKey.current !== key) loaded.value = { data: undefined, error: undefined };
    shownKey.current = key;
    reload();
    return () => void question.current++;
  }, [key]);

  const epoch = useRef(draftsEpoch.peek());
  useSignalEffect(() => {
    if (draftsEpoch.value === epoch.current) return;
    epoch.current = draftsEpoch.value;
    const { data } = loaded.peek();
    if (data !== undefined && onDraftsReplaced !== undefined) onDraftsReplaced(data);
    else reload();
  });

  const set = (data: T) => {
    question.current++;
    loaded.value = { data, error: undefined };
  };
  return { loaded, reload, set };
}

function asApiError(thrown: unknown): ApiError {
  if (thrown instanceof ApiError) return thrown;
  // A mistake of ours, not of the network: it must not look like one, nor vanish.
  console.error(thrown);
  return new ApiError("unexpected", "Something unexpected happened on this page. Reload it, then try again.");
}
