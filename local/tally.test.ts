import { expect, test } from "vitest";
import { afterAnother, failedFiles, passedLater, sum, summaryLine, tallyOf } from "./tally.ts";

const file = (status: string, ...tests: string[]) => ({
  status,
  assertionResults: tests.map((testStatus) => ({ status: testStatus })),
});

test("counts what passed and failed; what was skipped is neither", () => {
  const report = {
    testResults: [file("passed", "passed", "passed", "skipped"), file("failed", "passed", "failed", "todo")],
  };
  expect(tallyOf(report, 1)).toEqual({ passed: 3, failed: 1 });
});

test("a run without a report is a failure, whatever its exit code", () => {
  expect(tallyOf(undefined, 139)).toEqual({ passed: 0, failed: 1 });
  expect(tallyOf(undefined, 0)).toEqual({ passed: 0, failed: 1 });
  expect(tallyOf({ message: "not a report" }, 0)).toEqual({ passed: 0, failed: 1 });
  expect(tallyOf(null, 0)).toEqual({ passed: 0, failed: 1 });
});

test("a file that could not be loaded is one failure", () => {
  expect(tallyOf({ testResults: [file("passed", "passed"), file("failed")] }, 1)).toEqual({
    passed: 1,
    failed: 1,
  });
});

test("a failing hook fails a file of which no test failed", () => {
  expect(tallyOf({ testResults: [file("failed", "passed", "skipped")] }, 1)).toEqual({
    passed: 1,
    failed: 1,
  });
});

test("an error outside every test shows only in the exit code", () => {
  expect(tallyOf({ testResults: [file("passed", "passed")] }, 1)).toEqual({ passed: 1, failed: 1 });
});

test("no tests at all: nothing passed, and nothing failed unless the run did", () => {
  expect(tallyOf({ testResults: [] }, 0)).toEqual({ passed: 0, failed: 0 });
  expect(tallyOf({ testResults: [] }, 1)).toEqual({ passed: 0, failed: 1 });
});

test("adds up, and says so in one plain line", () => {
  const total = sum([
    { passed: 2, failed: 0 },
    { passed: 10, failed: 3 },
  ]);
  expect(summaryLine(total)).toBe("12 passed, 3 failed");
  expect(summaryLine(sum([]))).toBe("0 passed, 0 failed");
});

test("what passed only when its file was run anew is named, with why", () => {
  const named = (name: string, status: string, failures: string[] = []) => ({
    fullName: name,
    status,
    failureMessages: failures,
  });
  const why = ["AssertionError: expected 1 to be 2\n    at here"];
  const steady = { name: "a", status: "passed", assertionResults: [named("steady", "passed")] };
  const shaky = {
    name: "b",
    status: "failed",
    assertionResults: [named("shaky", "failed", why), named("calm", "passed")],
  };
  const broken = { name: "c", status: "failed", assertionResults: [named("broken", "failed", why)] };
  const unloaded = {
    name: "d",
    status: "failed",
    message: "Error: no port\n at there",
    assertionResults: [],
  };
  const report = { testResults: [steady, shaky, broken, unloaded] };
  expect(failedFiles(report)).toEqual(["b", "c", "d"]);
  const another = {
    testResults: [
      { ...shaky, status: "passed", assertionResults: [named("shaky", "passed"), named("calm", "passed")] },
      broken,
      { ...unloaded, status: "passed", assertionResults: [named("loaded", "passed")] },
    ],
  };
  const later = afterAnother(report, another);
  expect(tallyOf(later, 1)).toEqual({ passed: 4, failed: 1 });
  expect(passedLater(report, later)).toEqual([
    "shaky (AssertionError: expected 1 to be 2)",
    "d (Error: no port)",
  ]);
});

test("what failed once has failed where the other run came to nothing", () => {
  const report = { testResults: [{ ...file("failed", "failed", "passed"), name: "a" }] };
  for (const another of [undefined, { testResults: [] }]) {
    const later = afterAnother(report, another);
    expect(tallyOf(later, 1)).toEqual({ passed: 1, failed: 1 });
    expect(passedLater(report, later)).toEqual([]);
  }
  expect(failedFiles(undefined)).toEqual([]);
});
