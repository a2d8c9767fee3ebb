import { expect, test } from "vitest";
import { ensureChromium, type Machine } from "./chromium.ts";

/** A machine with these programs. `runs` collects the command lines. */
function machineWith(programs: readonly string[], more: Partial<Machine> = {}) {
  const present = new Set(programs);
  const runs: string[] = [];
  const machine: Machine = {
    env: { PATH: "/opt/bin:/usr/local/bin" },
    isRoot: true,
    isProgram: (path) => present.has(path),
    run(command, args) {
      runs.push([command, ...args].join(" "));
      if (args.includes("install")) present.add("/usr/bin/chromium");
      return Promise.resolve({ code: 0, output: "" });
    },
    log: () => {},
    ...more,
  };
  return { machine, runs };
}

test("takes the one that CHROMIUM names, and no other when that is not there", async () => {
  const env = { CHROMIUM: "/own/chrome", PATH: "/usr/bin" };
  expect(await ensureChromium(machineWith(["/own/chrome", "/usr/bin/chromium"], { env }).machine)).toBe(
    "/own/chrome",
  );
  await expect(ensureChromium(machineWith(["/usr/bin/chromium"], { env }).machine)).rejects.toThrow(
    /CHROMIUM.*\/own\/chrome/,
  );
});

test.each(["/usr/bin/chromium", "/opt/bin/chromium-browser", "/usr/local/bin/google-chrome"])(
  "finds %s",
  async (path) => {
    const { machine, runs } = machineWith([path, "/usr/bin/apt-get"]);
    expect(await ensureChromium(machine)).toBe(path);
    expect(runs).toEqual([]);
  },
);

test("installs it as root", async () => {
  const { machine, runs } = machineWith(["/usr/bin/apt-get"]);
  expect(await ensureChromium(machine)).toBe("/usr/bin/chromium");
  expect(runs).toEqual([
    "env DEBIAN_FRONTEND=noninteractive /usr/bin/apt-get update",
    "env DEBIAN_FRONTEND=noninteractive /usr/bin/apt-get install -y --no-install-recommends chromium",
  ]);
});

test("installs it with sudo where no password is asked for", async () => {
  const { machine, runs } = machineWith(["/usr/bin/apt-get", "/usr/bin/sudo"], { isRoot: false });
  expect(await ensureChromium(machine)).toBe("/usr/bin/chromium");
  expect(runs[0]).toBe("/usr/bin/sudo -n true");
  expect(runs[2]).toMatch(/^\/usr\/bin\/sudo -n .*apt-get install/);
});

test.each([
  ["there is no apt-get", machineWith([])],
  ["it may not install", machineWith(["/usr/bin/apt-get"], { isRoot: false })],
  [
    "sudo wants a password",
    machineWith(["/usr/bin/apt-get", "/usr/bin/sudo"], {
      isRoot: false,
      run: () => Promise.resolve({ code: 1, output: "sudo: a password is required" }),
    }),
  ],
])("says what to do when %s", async (_, { machine }) => {
  await expect(ensureChromium(machine)).rejects.toThrow(
    "Install it, or set the environment variable CHROMIUM",
  );
});

test("says what apt-get said when that fails", async () => {
  const { machine } = machineWith(["/usr/bin/apt-get"], {
    run: () => Promise.resolve({ code: 100, output: "E: Unable to fetch" }),
  });
  await expect(ensureChromium(machine)).rejects.toThrow(
    /apt-get update failed \(exit code 100\)[^]*Unable to fetch/,
  );
});

test("a package without the program is no Chromium", async () => {
  const { machine } = machineWith(["/usr/bin/apt-get"], {
    run: () => Promise.resolve({ code: 0, output: "" }),
  });
  await expect(ensureChromium(machine)).rejects.toThrow("Install Chromium yourself");
});
