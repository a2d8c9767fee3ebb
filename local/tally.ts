/** How many things went right and wrong. */
export interface Tally {
  readonly passed: number;
  readonly failed: number;
}

/** Adds up. */
export function sum(tallies: readonly Tally[]): Tally {
  return tallies.reduce((a, b) => ({ passed: a.passed + b.passed, failed: a.failed + b.failed }), {
    passed: 0,
    failed: 0,
  });
}

/** The last line that `npm test` and `npm run check` print; programs read it. */
export function summaryLine({ passed, failed }: Tally): string {
  return `${passed} passed, ${failed} failed`;
}

/**
 * Counts the tests in the report that Vitest's JSON reporter wrote. Anything that went wrong without being a failed
 * test counts as one failure for each place: a file that could not be loaded, a run that crashed or wrote no report.
 */
export function tallyOf(report: unknown, exitCode: number): Tally {
  const files = filesOf(report);
  const counted = sum((files ?? []).map(tallyOfFile));
  const failedSilently = counted.failed === 0 && (files === undefined || exitCode !== 0);
  return failedSilently ? { passed: counted.passed, failed: 1 } : counted;
}

/** The tests in the same report that passed only when they were tried again, each with the first line of why. */
export function triedAgain(report: unknown): string[] {
  return (filesOf(report) ?? []).flatMap(testsOf).flatMap((test) => {
    const failures = field(test, "failureMessages");
    if (field(test, "status") !== "passed" || !Array.isArray(failures) || failures.length === 0) return [];
    return [`${String(field(test, "fullName"))} (${String(failures[0]).split("\n")[0]})`];
  });
}

function testsOf(file: unknown): unknown[] {
  const tests = field(file, "assertionResults");
  return Array.isArray(tests) ? tests : [];
}

function tallyOfFile(file: unknown): Tally {
  const statuses = testsOf(file).map((test) => field(test, "status"));
  const failed = statuses.filter((status) => status === "failed").length;
  const failedOutsideTests = failed === 0 && field(file, "status") === "failed";
  return {
    passed: statuses.filter((status) => status === "passed").length,
    failed: failedOutsideTests ? 1 : failed,
  };
}

function filesOf(report: unknown): unknown[] | undefined {
  const files = field(report, "testResults");
  return Array.isArray(files) ? files : undefined;
}

function field(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}
