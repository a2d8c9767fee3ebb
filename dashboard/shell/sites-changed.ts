import { signal } from "@preact/signals";

/** Grows when a site's settings were saved: the shell asks anew how the sites are called. */
export const sitesChanged = signal(0);
