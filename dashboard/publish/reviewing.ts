import { signal } from "@preact/signals";

/** True while somebody looks through what is not live, to publish it. */
export const reviewing = signal(false);
