import { existsSync } from "node:fs";

/** Where Debian and Ubuntu put them. The first that is there is taken. */
const places = {
  firefox: ["/usr/bin/firefox-esr", "/usr/bin/firefox"],
  driver: ["/usr/bin/WebKitWebDriver"],
  browser: ["x86_64", "aarch64"].flatMap((machine) =>
    ["4.1", "6.0", "4.0"].map((version) =>
      version === "6.0"
        ? `/usr/lib/${machine}-linux-gnu/webkitgtk-6.0/MiniBrowser`
        : `/usr/lib/${machine}-linux-gnu/webkit2gtk-${version}/MiniBrowser`,
    ),
  ),
  display: ["/usr/bin/Xvfb"],
};

/** @throws where it is not installed: nothing is skipped in silence. */
export function program(name: keyof typeof places): string {
  const found = places[name].find((path) => existsSync(path));
  if (found === undefined)
    throw new Error(`There is no ${places[name][0]}. See "Other browsers" in CONTRIBUTING.md.`);
  return found;
}
