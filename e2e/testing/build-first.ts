import type { TestProject } from "vitest/node";
import { buildAll } from "../../local/build.ts";

/** What is tried in browsers is what was built of the files as they are: once before the first test. */
export async function setup(project: TestProject): Promise<void> {
  const build = () => buildAll({ log: () => undefined });
  await build();
  // While somebody watches, also before each further run.
  project.onTestsRerun(build);
}
