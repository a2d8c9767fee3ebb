import { readFileSync } from "node:fs";
import { join } from "node:path";

function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return undefined;
  }
}

/**
 * Whether a folder's node_modules holds what its package-lock.json asks for. npm writes down what it installed, and only
 * once it has finished, so an interrupted install shows as well.
 */
export function isInstalled(folder) {
  const wanted = readJson(join(folder, "package-lock.json"))?.packages;
  const present = readJson(join(folder, "node_modules", ".package-lock.json"))?.packages;
  if (!wanted || !present) return false;
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === "" || entry.link) return true;
    // Packages for other machines are in the lock file and rightly not here.
    if (!present[path]) return entry.optional === true || entry.devOptional === true;
    return present[path].version === entry.version && present[path].integrity === entry.integrity;
  });
}
