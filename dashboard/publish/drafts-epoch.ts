import { signal } from "@preact/signals";

/** Grows when drafts changed behind the screens' backs (published, discarded): each screen then loads again. */
export const draftsEpoch = signal(0);
