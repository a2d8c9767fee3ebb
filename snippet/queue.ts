import { createStore, promisifyRequest } from "idb-keyval";

/** The oldest beyond these are given up. */
const mostKept = 200;

/** The events that the server does not have yet, each as JSON, oldest first. */
export interface Queue {
  unsent(): readonly string[];
  add(events: readonly string[]): void;
  remove(events: readonly string[]): void;
  /** Takes over what earlier pages could not send. Never rejects. */
  load(): Promise<void>;
}

/**
 * A queue in memory for this page, and in IndexedDB for the next ones. Where IndexedDB is refused, or never answers,
 * memory does. Nothing waits for it: Safari's may take its time (https://github.com/jakearchibald/safari-14-idb-fix),
 * and an event must be on its way before the page is left.
 */
export function createQueue(): Queue {
  const store = createStore("edgewise", "events");
  let unsent: string[] = [];

  /** Edits what is kept, in one transaction, since tabs share it. */
  const keep = async (edit: (events: string[]) => string[]) => {
    try {
      await store("readwrite", (kept) => {
        const request = kept.get("unsent") as IDBRequest<string[] | undefined>;
        request.onsuccess = () => kept.put(edit(request.result ?? []), "unsent");
        return promisifyRequest(kept.transaction);
      });
    } catch {
      // Refused (private mode, no space): the events of this page live as long as it does.
    }
  };

  const change = (edit: (events: string[]) => string[]) => {
    unsent = edit(unsent);
    void keep(edit);
  };

  return {
    unsent: () => unsent,
    add: (recorded) => change((events) => [...events, ...recorded].slice(-mostKept)),
    remove: (sent) => change((events) => events.filter((event) => !sent.includes(event))),
    load: () =>
      keep((kept) => {
        unsent = [...kept, ...unsent];
        return kept;
      }),
  };
}
