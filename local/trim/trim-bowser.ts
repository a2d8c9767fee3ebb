import { reachedFrom, replaced } from "./trim-code.ts";

export function trimBowser(code: string): string {
  const names = "getWindowsVersionName getMacOSVersionName getAndroidVersionName";
  return reachedFrom(code, "Utils", `getFirstMatch getSecondMatch isFirefoxOnIpad ${names}`);
}

/** Nearly all browsers are described in the same lines: those become calls of one function. */
export function trimBrowsers(code: string): string {
  const version = String.raw`Utils\.getFirstMatch\((.+?), ua\)(?: \|\| Utils\.getFirstMatch\((.+?), ua\))?;`;
  const lines = String.raw`describe\(ua\) \{\s+const browser = \{\s+name: ('[^']*'),\s+\};\s+const version = ${version}
\s+if \(version\) \{\s+browser\.version = version;\s+\}\s+return browser;\s+\}`;
  const shorter = replaced(code, new RegExp(lines, "g"), "describe: named($1, $2, $3)");
  return shorter.replaceAll(", )", ")") + named;
}

const named = `
function named(name, first, second) {
  return (ua) => {
    const version = Utils.getFirstMatch(first, ua) || (second && Utils.getFirstMatch(second, ua));
    return version ? { name, version } : { name };
  };
}
`;
