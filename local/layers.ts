import { posix } from "node:path";

const isForTests = /\.test\.tsx?$|\/testing\//;

/** The rooms of the worker that the page path, the API and the jobs stand on. What they share among them has no cycles. */
const lowerRooms = [
  "answer",
  "coupon",
  "decide",
  "erase",
  "identity",
  "import",
  "intake",
  "orders",
  "profile",
  "questions",
  "recognise",
  "record",
  "rewrite",
  "share",
  "sign-in",
  "store",
  "wait",
].map((room) => `worker/${room}`);

/** Who may import whom: besides itself, a room may import what stands here, folders or single files. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  model: [],
  snippet: ["model"],
  dashboard: ["model", "worker/api/contract.ts"],
  "demo/shop": [],
  ...Object.fromEntries(lowerRooms.map((room) => [room, ["model", ...lowerRooms]])),
  // What is decided is a matter of the model alone: no storage, no clock, no platform.
  "worker/decide": ["model"],
  "worker/visit": ["model", ...lowerRooms],
  "worker/api": ["model", ...lowerRooms],
  "worker/jobs": ["model", ...lowerRooms],
  // The scripts wire the rooms together: no code of the dashboard is where shoppers wait, nor the other way round.
  "worker/worker.ts": ["worker/visit", "worker/questions/edge-questions.ts"],
  "worker/objects-worker.ts": ["worker/coupon", "worker/identity", "worker/profile"],
  "worker/jobs-worker.ts": ["worker/jobs"],
  "worker/api-worker.ts": ["worker/api"],
};

/** Where the classes of Durable Objects are. Whoever asks an object needs its type alone. */
const objectClasses: ReadonlySet<string> = new Set([
  "worker/coupon/coupon-codes.ts",
  "worker/identity/identities.ts",
  "worker/profile/profile.ts",
]);

/**
 * Says what is wrong with an import, or undefined when nothing is. Paths are relative to the project's folder.
 *
 * Tests, and what stands in folders called `testing`, may import from anywhere, to set up what they need.
 *
 * @param isType whether nothing is left of the import once it is built.
 */
export function layerProblem(importer: string, specifier: string, isType: boolean): string | undefined {
  const room = roomOf(importer);
  if (room === undefined || isForTests.test(importer)) return undefined;
  const allowed = mayImport[room];
  if (!allowed) return `${room} has no place in the layers yet: give it one in local/layers.ts.`;
  const target = targetOf(importer, specifier);
  if (target === undefined) return undefined;
  if (!isType && objectClasses.has(target) && room !== "worker/objects-worker.ts")
    return `${target} is an object's: only its script may import more than types of it.`;
  if (roomOf(target) === room || allowed.some((path) => isWithin(target, path))) return undefined;
  return allowed.length === 0
    ? `${room} imports nothing of ours, so not ${target}.`
    : `${room} may import only ${allowed.join(", ")}, so not ${target}.`;
}

/** The room that a file is in; undefined for what may import anything: programs, browser tests, settings. */
function roomOf(path: string): string | undefined {
  const [top = "", second = ""] = path.split("/");
  if (top === "worker") return `worker/${second}`;
  if (top === "demo" && second === "shop") return "demo/shop";
  return top === "model" || top === "snippet" || top === "dashboard" ? top : undefined;
}

/** The file of ours that an import names; undefined for packages. */
function targetOf(importer: string, specifier: string): string | undefined {
  if (specifier.startsWith(".")) return posix.join(posix.dirname(importer), specifier);
  // The package's own public library.
  if (specifier === "edgewise/snippet") return "snippet/library";
  return specifier.startsWith("edgewise/") ? `model/${specifier.slice("edgewise/".length)}` : undefined;
}

function isWithin(path: string, folderOrFile: string): boolean {
  return path === folderOrFile || path.startsWith(`${folderOrFile}/`);
}
