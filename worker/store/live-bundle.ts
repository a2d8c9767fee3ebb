import { compileRules, type Deciding } from "../decide/compile-rules.ts";
import { type LiveVersion, LiveVersions } from "./live-version.ts";

const live = new LiveVersions<Deciding>(compileRules);

/** What each site decides with in this isolate. */
export type LiveBundle = LiveVersion<Deciding>;

/** A site's current bundle, ready to decide with, as `LiveVersions.of` gives it. */
export const liveBundle: typeof live.of = (...asked) => live.of(...asked);
