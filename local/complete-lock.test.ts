import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { completeLock, type Lock } from "./complete-lock.ts";
import { home } from "./home.ts";

const linux = { version: "1.2.3", os: ["linux"], cpu: ["x64"], optional: true };

test("adds the platforms that are missing, with what keeps npm from fetching them elsewhere", () => {
  const lock: Lock = {
    packages: {
      "": {},
      "node_modules/tool": {
        version: "1.2.3",
        dev: true,
        optionalDependencies: {
          "@tool/binding-linux-x64": "1.2.3",
          "@tool/binding-linux-arm64-musl": "1.2.3",
          "@tool/win32-ia32-msvc": "1.2.3",
          "@tool/windows-64": "1.2.3",
        },
      },
      "node_modules/@tool/binding-linux-x64": linux,
    },
  };
  const { packages } = completeLock(lock);
  expect(packages["node_modules/@tool/binding-linux-x64"]).toBe(linux);
  expect(packages["node_modules/@tool/binding-linux-arm64-musl"]).toEqual({
    version: "1.2.3",
    os: ["linux"],
    cpu: ["arm64"],
    libc: ["musl"],
    dev: true,
    optional: true,
  });
  expect(packages["node_modules/@tool/win32-ia32-msvc"]).toMatchObject({ os: ["win32"], cpu: ["ia32"] });
  expect(packages["node_modules/@tool/windows-64"]).toMatchObject({ os: ["win32"], cpu: ["x64"] });
});

test("leaves alone what does not say where it belongs, or which version", () => {
  const optionalDependencies = { "fast-path": "1.0.0", "@tool/darwin-x64": "^1.0.0" };
  const lock: Lock = { packages: { "": {}, "node_modules/tool": { optionalDependencies } } };
  expect(completeLock(lock)).toEqual(lock);
});

test("this project's lock file is complete, so that npm ci accepts it", async () => {
  const lock = JSON.parse(await readFile(join(home, "package-lock.json"), "utf8")) as Lock;
  expect(Object.keys(completeLock(lock).packages)).toEqual(Object.keys(lock.packages));
});

test("this project's lock file names no registry", async () => {
  expect(await readFile(join(home, "package-lock.json"), "utf8")).not.toMatch(/"resolved": "http/);
});
