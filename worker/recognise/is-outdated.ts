/** How much of a user agent is read: longer ones are made up. */
const longestAgent = 512;

/**
 * By what a browser says, the first version that knows all syntax of our scripts: those of 2021. What is made of Chromium
 * tells that version, too, and every browser on an iPhone or iPad is as old as the system. The first that says something
 * counts.
 */
const firstVersions: readonly [said: RegExp, first: number][] = [
  [/\b(?:MSIE |Trident\/)(\d+)/, Infinity],
  [/\b(?:iPhone|iPad|iPod)\b.* OS (\d+(?:_\d+)?)/, 14.5],
  [/Chrome\/(\d+)/, 88],
  [/\bFirefox\/(\d+)/, 85],
  [/\bVersion\/(\d+(?:\.\d+)?)/, 14.1],
];

/** True for a browser that would report a syntax error in our scripts. What is not known is taken for a new one. */
export function isOutdated({ headers }: Request): boolean {
  const agent = (headers.get("user-agent") ?? "").slice(0, longestAgent);
  for (const [said, first] of firstVersions) {
    const version = said.exec(agent)?.[1];
    if (version !== undefined) return Number(version.replace("_", ".")) < first;
  }
  return false;
}
