/**
 * `node local/run.mjs complete-lock`: writes the packages of other platforms into package-lock.json.
 *
 * npm leaves out the optional packages that the registry at hand does not carry, often all those for other platforms,
 * and `npm ci` then refuses the lock file that npm itself wrote. Run this after installing or updating a package.
 */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { home } from "./home.ts";

interface Entry {
  readonly version?: string;
  readonly dev?: boolean;
  readonly optional?: boolean;
  readonly os?: readonly string[];
  readonly cpu?: readonly string[];
  readonly libc?: readonly string[];
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

/** The part of package-lock.json that matters here. */
export interface Lock {
  readonly packages: Readonly<Record<string, Entry>>;
}

/** The lock file with an entry for every optional package that some package names with an exact version. */
export function completeLock<L extends Lock>(lock: L): L {
  const added: Record<string, Entry> = {};
  for (const [path, { dev, optionalDependencies = {} }] of Object.entries(lock.packages)) {
    for (const [name, version] of Object.entries(optionalDependencies)) {
      if (isPresent(lock, path, name)) continue;
      const platform = platformOf(name);
      // Only what says by its name where it belongs can be left out safely elsewhere.
      if (!platform || !/^\d/.test(version)) continue;
      added[`node_modules/${name}`] = { version, ...platform, ...(dev && { dev }), optional: true };
    }
  }
  const packages = { ...lock.packages, ...added };
  const { "": root, ...rest } = packages;
  const sorted = Object.entries(rest).sort(([a], [b]) => a.localeCompare(b, "en"));
  return { ...lock, packages: { ...(root && { "": root }), ...Object.fromEntries(sorted) } };
}

/** Whether a package finds another one where Node looks for it: beside or above. */
function isPresent({ packages }: Lock, from: string, name: string): boolean {
  if (packages[`${from}/node_modules/${name}`] || packages[`node_modules/${name}`]) return true;
  const parent = from.lastIndexOf("/node_modules/");
  return parent > 0 && isPresent({ packages }, from.slice(0, parent), name);
}

/** Where a package of binaries belongs, from the name that it is given by custom: `binding-linux-x64-musl`, `darwin-arm64`. */
function platformOf(name: string): Pick<Entry, "os" | "cpu" | "libc"> | undefined {
  const words = name.slice(name.indexOf("/") + 1).split("-");
  const os = words.find((word) =>
    ["aix", "android", "darwin", "freebsd", "linux", "openharmony", "win32", "windows"].includes(word),
  );
  const cpu = words.find((word) =>
    ["arm", "arm64", "ia32", "ppc64", "riscv64", "s390x", "x64", "64"].includes(word),
  );
  if (!os || !cpu) return undefined;
  const libc = words.some((word) => word.startsWith("musl"))
    ? "musl"
    : words.some((word) => word.startsWith("gnu"))
      ? "glibc"
      : undefined;
  return {
    cpu: [cpu === "64" ? "x64" : cpu],
    ...(libc && { libc: [libc] }),
    os: [os === "windows" ? "win32" : os],
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const path = join(home, "package-lock.json");
  const lock = JSON.parse(await readFile(path, "utf8")) as Lock;
  const complete = completeLock(lock);
  await writeFile(path, `${JSON.stringify(complete, null, 2)}\n`);
  const count = Object.keys(complete.packages).length - Object.keys(lock.packages).length;
  console.log(`package-lock.json: ${count} packages added`);
}
