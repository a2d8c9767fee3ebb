import type { TestProject } from "vitest/node";
import { buildAll } from "../../local/build.ts";
import { migratedState } from "./migrated-state.ts";

/** What is tried in browsers is what was built of the files as they are: once before the first test. */
export async function setup(project: TestProject): Promise<void> {
  const build = async (): Promise<void> => {
    await buildAll({ log: () => undefined });
    // Here and not by the first files that ask, which are three at a time.
    await migratedState();
  };
  await build();
  // While somebody watches, also before each further run.
  project.onTestsRerun(build);
}
