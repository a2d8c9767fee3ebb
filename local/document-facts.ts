/** `npm run docs:facts`: writes docs/facts.md from the catalogue of facts and the guide to them. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Fact, type FactGroup, type FactName, facts } from "../model/facts/catalogue.ts";
import { factGuide } from "../model/facts/fact-guide.ts";
import { home } from "./home.ts";

export const factsPage = join(home, "docs/facts.md");

const headings: Record<FactGroup, string> = {
  source: "Where the visit came from",
  page: "The page",
  device: "The device",
  place: "The place",
  time: "The time",
  visit: "The visit",
  cart: "The cart",
  customer: "The customer",
};

const introduction = `# Facts

Everything that a condition can ask about a visitor, apart from what they did: that is \`$did\`. The dashboard calls a
fact by the words under its name. A fact that is not known is \`null\`, and is in no list and equal to nothing; in a
comparison such as \`$lt\` it counts as zero.

Only facts that a live rule reads are found out, and only those travel in the visitor's cookie. What comes from a
visitor's events is there on their very next page. A rule that is the first to ask for such a fact knows it of somebody
who is here already with their next event, and until then it is not known.

What comes from events is what the visitor's own browser reported: good enough to choose a page by, not to hand out
what is worth a lie.

This page is written from \`model/facts/\` by \`npm run docs:facts\`.
`;

/** The page as it should be. */
export function factsDocument(): string {
  const names = Object.keys(facts) as FactName[];
  const groups = (Object.keys(headings) as FactGroup[]).map((group) => {
    const rows = names.filter((name) => facts[name].group === group).map(rowOf);
    return [
      `## ${headings[group]}`,
      "",
      "| fact | kind | meaning | example | from |",
      "|---|---|---|---|---|",
      ...rows,
      "",
    ].join("\n");
  });
  return [introduction, ...groups].join("\n");
}

function rowOf(name: FactName): string {
  const fact: Fact = facts[name];
  const { description, example, from } = factGuide(name);
  const values = fact.values === undefined ? "" : `: ${fact.values.join(", ")}`;
  const unit = fact.unit === undefined ? "" : `, ${fact.unit}`;
  const cells = [`\`${name}\`<br>${fact.label}`, fact.kind + unit + values, description];
  return `| ${[...cells, `\`${JSON.stringify(example)}\``, from].map(escapeCell).join(" | ")} |`;
}

/** A bar would end the cell. */
function escapeCell(text: string): string {
  return text.replaceAll("|", "\\|");
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await writeFile(factsPage, factsDocument());
