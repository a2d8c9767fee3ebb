import { inject } from "vitest";

declare module "vitest" {
  /** What vitest.config.ts hands to tests. */
  interface ProvidedContext {
    fuzzRuns: number;
  }
}

/** How many broken pages a test tries: `FUZZ_RUNS=100000 npm test -- fuzz` for a long run. */
export function fuzzRuns(): number {
  return inject("fuzzRuns");
}
