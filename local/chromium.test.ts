import { expect, test } from "vitest";
import { ensureBrowsers, type Machine } from "./chromium.ts";

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
      if (args.includes("install"))
        for (const name of args.slice(args.indexOf("--no-install-recommends") + 1))
          present.add(`/usr/bin/${name}`);
      return Promise.resolve({ code: 0, output: "" });
    },
    log: () => {},
    ...more,
  };
  return { machine, runs };
}

const [chromium, shell] = ["/usr/bin/chromium", "/usr/bin/chromium-headless-shell"];

test("takes the one that CHROMIUM names, and no other when that is not there", async () => {
  const env = { CHROMIUM: "/own/chrome", PATH: "/usr/bin" };
  expect(await ensureBrowsers(machineWith(["/own/chrome", chromium, shell], { env }).machine)).toEqual({
    chromium: "/own/chrome",
    shell: "/own/chrome",
  });
  await expect(ensureBrowsers(machineWith([chromium], { env }).machine)).rejects.toThrow(
    /CHROMIUM.*\/own\/chrome/,
  );
});

test.each([chromium, "/opt/bin/chromium-browser", "/usr/local/bin/google-chrome"])(
  "finds %s, and a shell beside it",
  async (path) => {
    const { machine, runs } = machineWith([path, shell, "/usr/bin/apt-get"]);
    expect(await ensureBrowsers(machine)).toEqual({ chromium: path, shell });
    expect(runs).toEqual([]);
  },
);

const apt = "env DEBIAN_FRONTEND=noninteractive /usr/bin/apt-get";
const installing = `${apt} install -y --no-install-recommends`;

test.each([
  ["both", [], "chromium chromium-headless-shell"],
  ["the shell", [chromium], "chromium-headless-shell"],
  ["Chromium", [shell], "chromium"],
])("installs %s as root", async (_, present, packages) => {
  const { machine, runs } = machineWith([...present, "/usr/bin/apt-get"]);
  expect(await ensureBrowsers(machine)).toEqual({ chromium, shell });
  expect(runs).toEqual([`${apt} update`, `${installing} ${packages}`]);
});

test("installs them with sudo where no password is asked for", async () => {
  const { machine, runs } = machineWith(["/usr/bin/apt-get", "/usr/bin/sudo"], { isRoot: false });
  expect(await ensureBrowsers(machine)).toEqual({ chromium, shell });
  expect(runs[0]).toBe("/usr/bin/sudo -n true");
  expect(runs[2]).toMatch(/^\/usr\/bin\/sudo -n .*apt-get install/);
});

test.each([
  ["there is no apt-get", machineWith([chromium])],
  [
    "apt-get fails",
    machineWith([chromium, "/usr/bin/apt-get"], {
      run: () => Promise.resolve({ code: 100, output: "E: Unable to locate package" }),
    }),
  ],
])("a Chromium is enough where %s", async (_, { machine }) => {
  expect(await ensureBrowsers(machine)).toEqual({ chromium, shell: chromium });
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
  await expect(ensureBrowsers(machine)).rejects.toThrow(
    "Install it, or set the environment variable CHROMIUM",
  );
});

test("says what apt-get said when that fails", async () => {
  const { machine } = machineWith(["/usr/bin/apt-get"], {
    run: () => Promise.resolve({ code: 100, output: "E: Unable to fetch" }),
  });
  await expect(ensureBrowsers(machine)).rejects.toThrow(
    /apt-get update failed \(exit code 100\)[^]*Unable to fetch/,
  );
});

test("a package without the program is no Chromium", async () => {
  const { machine } = machineWith(["/usr/bin/apt-get"], {
    run: () => Promise.resolve({ code: 0, output: "" }),
  });
  await expect(ensureBrowsers(machine)).rejects.toThrow("Install Chromium yourself");
});
