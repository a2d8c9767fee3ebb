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

/** The paths of the files in such a report in which something failed. */
export function failedFiles(report: unknown): string[] {
  return (filesOf(report) ?? []).filter((file) => tallyOfFile(file).failed > 0).map(nameOf);
}

/** The report of a run after some of its files were run anew: of these, what the later one says. */
export function afterAnother(report: unknown, another: unknown): unknown {
  const anew = new Map((filesOf(another) ?? []).map((file) => [nameOf(file), file]));
  return { testResults: (filesOf(report) ?? []).map((file) => anew.get(nameOf(file)) ?? file) };
}

/** What failed in a file that passed when it was run anew, each with the first line of why. */
export function passedLater(report: unknown, later: unknown): string[] {
  const stillFailed = new Set(failedFiles(later));
  return (filesOf(report) ?? [])
    .filter((file) => tallyOfFile(file).failed > 0 && !stillFailed.has(nameOf(file)))
    .flatMap((file) => {
      const failed = testsOf(file).filter((test) => field(test, "status") === "failed");
      if (failed.length === 0) return [`${nameOf(file)} (${firstLine(field(file, "message"))})`];
      return failed.map((test) => {
        const failures = field(test, "failureMessages");
        const why = firstLine(Array.isArray(failures) ? failures[0] : undefined);
        return `${String(field(test, "fullName"))} (${why})`;
      });
    });
}

function firstLine(text: unknown): string {
  return typeof text === "string" ? (text.split("\n")[0] ?? "") : "";
}

function nameOf(file: unknown): string {
  return String(field(file, "name"));
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
