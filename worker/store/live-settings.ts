import { LiveVersions, type Ready } from "./live-version.ts";

const live = new LiveVersions<Ready>((bundle) => ({ bundle, spent: new Map() }));

/** A site's current bundle for those who decide nothing, as `LiveVersions.of` gives it: what live rules ask of profiles. */
export const liveSettings: typeof live.of = (...asked) => live.of(...asked);
