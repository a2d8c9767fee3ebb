import { expect, test } from "vitest";
import { installVendure, vendureStep } from "./vendure.ts";

/** An npm that ends so. `calls` collects what it is asked for. */
function npmThat(code: number, output = "") {
  const calls: string[] = [];
  const run = async (command: string, args: readonly string[]) => {
    calls.push([command, ...args].join(" "));
    return { code, output };
  };
  return { run, calls };
}

async function found(run: ReturnType<typeof npmThat>["run"]) {
  return vendureStep(installVendure(run, false)).run();
}

test("is installed where it is not there, and only there", async () => {
  const { run, calls } = npmThat(0);
  expect(await vendureStep(installVendure(run, true)).run()).toMatchObject({
    tally: { passed: 1, failed: 0 },
  });
  expect(calls).toEqual([]);
  expect(await found(run)).toMatchObject({ tally: { passed: 1, failed: 0 } });
  expect(calls).toEqual(["npm ci --ignore-scripts"]);
});

test.each([
  ["npm error code ENOTFOUND\nnpm error network request failed", "ENOTFOUND"],
  ["npm error code E404\nnpm error 404 Not Found", "E404"],
  ["added 3 packages\nstopped after 300 s\n", "stopped after 300 s"],
])("counts as nothing where the machine cannot install it, and says so: %j", async (output, why) => {
  expect(await found(npmThat(1, output).run)).toEqual({
    tally: { passed: 0, failed: 0 },
    remark: `its tests were not run, because npm cannot install it on this machine (${why})`,
  });
});

test("has failed where its own lock file does not fit", async () => {
  const { tally, output } = await found(npmThat(1, "npm error code EUSAGE\nnpm error").run);
  expect(tally).toEqual({ passed: 0, failed: 1 });
  expect(output).toBe("npm ci refuses e2e/vendure: EUSAGE. Its package-lock.json does not fit.");
});
