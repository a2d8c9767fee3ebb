import { stripVTControlCharacters } from "node:util";
import { expect, test } from "vitest";
import { finding, runStep, type Step } from "./step.ts";

async function printed(step: Step) {
  let text = "";
  const tally = await runStep(step, (more) => (text += more));
  return { tally, text: stripVTControlCharacters(text).replaceAll(/\d+\.\d s/g, "0.0 s") };
}

test("what is right takes one line, and keeps its output to itself", async () => {
  const { tally, text } = await printed({ name: "format", run: async () => finding(true, "42 files") });
  expect(text).toBe("✓ format (0.0 s)\n");
  expect(tally).toEqual({ passed: 1, failed: 0 });
});

test("what is wrong shows what it wrote", async () => {
  const { tally, text } = await printed({
    name: "lint",
    run: async () => finding(false, "a.ts: no\n\nb.ts: no\n"),
  });
  expect(text).toBe("✗ lint (0.0 s)\n    a.ts: no\n\n    b.ts: no\n");
  expect(tally).toEqual({ passed: 0, failed: 1 });
});

test("a remark stands on the line", async () => {
  const { text } = await printed({
    name: "sizes",
    run: async () => finding(true, "", "snippet 2600 of 2700 B"),
  });
  expect(text).toBe("✓ sizes: snippet 2600 of 2700 B (0.0 s)\n");
});

test("what was not tried is neither right nor wrong", async () => {
  const { tally, text } = await printed({
    name: "Vendure",
    run: async () => ({ tally: { passed: 0, failed: 0 }, remark: "no network" }),
  });
  expect(text).toBe("– Vendure: no network (0.0 s)\n");
  expect(tally).toEqual({ passed: 0, failed: 0 });
});

test("a step that throws has failed", async () => {
  const { tally, text } = await printed({ name: "build", run: () => Promise.reject(new Error("no entry")) });
  expect(text).toBe("✗ build (0.0 s)\n    no entry\n");
  expect(tally).toEqual({ passed: 0, failed: 1 });
});
