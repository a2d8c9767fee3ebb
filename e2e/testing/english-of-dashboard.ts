import { globSync, readFileSync } from "node:fs";
import { demoConfiguration, demoSite } from "../../demo/scenarios/odile-and-marsh.ts";
import { putItalian } from "../../dashboard/text/italian.ts";
import { inEnglish } from "../../dashboard/text/translated.ts";

/** Whether a text is one that the dashboard says in English, and says otherwise in Italian. Values may stand in it. What the demo names is its own. */
export async function englishOfDashboard(): Promise<(text: string) => boolean> {
  const dashboard = new URL("../../dashboard/", import.meta.url);
  const files = globSync("**/*.{ts,tsx}", { cwd: dashboard.pathname }).filter(
    (file) =>
      !file.includes(".test.") && / = translated\(/.test(readFileSync(new URL(file, dashboard), "utf8")),
  );
  for (const file of files) await import(/* @vite-ignore */ new URL(file, dashboard).pathname);
  const said = new Set(inEnglish.flatMap(({ words }) => Object.values(words)));
  const italian = inEnglish.map(({ room, words }) => ({ room, words: { ...words } }));
  await putItalian(italian);
  const also = new Set(italian.flatMap(({ words }) => Object.values(words)));
  const ofDemo = new Set([demoSite, ...Object.values(demoConfiguration).flat()].map(({ name }) => name));
  const only = [...said].filter((text) => !also.has(text));
  const exact = new Set(only.filter((text) => !text.includes("{")));
  const patterns = only.filter((text) => text.includes("{") && saysEnough(text)).map(patternOf);
  return (text) => !ofDemo.has(text) && (exact.has(text) || patterns.some((pattern) => pattern.test(text)));
}

/** Values, and plurals with all that is in them. */
const value = /\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\}/;

/** `{name} of {element}` fits Italian as well: with fewer words beside its values a message tells nothing. */
function saysEnough(message: string): boolean {
  return (message.replace(new RegExp(value, "g"), "").match(/[a-z]{2,}/gi) ?? []).length >= 2;
}

function patternOf(message: string): RegExp {
  const texts = message.split(value).map((text) => text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&"));
  return new RegExp(`^${texts.join(".*")}$`, "s");
}
