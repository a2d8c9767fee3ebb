import { parseArgs } from "node:util";
import { Refusal } from "./refusal.ts";

/** What `npm run import` was asked for. */
export interface ImportOptions {
  readonly file: string;
  readonly site: string;
  /** The dashboard's address. */
  readonly url: string;
  readonly key: string;
  /** The import to go on with. */
  readonly resume: string | undefined;
  readonly plan: {
    readonly name: string;
    readonly format: "csv" | "ndjson";
    readonly delimiter: string;
    readonly columns: Readonly<Record<string, string>>;
    readonly constants: Readonly<Record<string, string>>;
  };
}

const usage =
  'Use: npm run import -- customers.csv --site lumen --url https://ew.shop.example --map "E-mail=identities.email" ' +
  '--map "Name=traits.name" [--set event=purchase] [--delimiter ";"] [--resume ID], with the API key in EDGEWISE_KEY.';

/** Reads the command line. @throws Refusal with a sentence for whatever is wrong with it. */
export function readImportOptions(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): ImportOptions {
  const { values, positionals } = parse(args);
  const [file, ...others] = positionals;
  if (file === undefined || others.length > 0 || values.site === undefined || values.url === undefined)
    throw new Refusal(usage);
  if (!URL.canParse(values.url))
    throw new Refusal(`--url takes the dashboard's address, not "${values.url}".`);
  // Not among the flags, where everybody on the machine could read it.
  const key = environment["EDGEWISE_KEY"];
  if (key === undefined || key === "") throw new Refusal("An API key is needed in EDGEWISE_KEY.");
  return {
    file,
    site: values.site,
    url: new URL(values.url).origin,
    key,
    resume: values.resume,
    plan: {
      name: file.slice(-120),
      format: /\.(ndjson|jsonl)$/i.test(file) ? "ndjson" : "csv",
      delimiter: values.delimiter,
      columns: Object.fromEntries((values.map ?? []).map((pair) => pairOf(pair, "--map"))),
      constants: Object.fromEntries((values.set ?? []).map((pair) => pairOf(pair, "--set"))),
    },
  };
}

/** A column's name may have an equals sign in it; what it goes to has none. */
function pairOf(pair: string, flag: "--map" | "--set"): [string, string] {
  const at = flag === "--map" ? pair.lastIndexOf("=") : pair.indexOf("=");
  if (at < 1 || at === pair.length - 1) throw new Refusal(`${flag} takes a pair such as a=b, not "${pair}".`);
  return [pair.slice(0, at), pair.slice(at + 1)];
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        site: { type: "string" },
        url: { type: "string" },
        map: { type: "string", multiple: true },
        set: { type: "string", multiple: true },
        delimiter: { type: "string", default: "," },
        resume: { type: "string" },
      },
    });
  } catch (error) {
    throw new Refusal(`${(error as Error).message.split("\n")[0]} ${usage}`);
  }
}
