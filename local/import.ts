/**
 * `npm run import -- FILE …`: takes a file of customers, or of what they did, into a site, a part at a time. It says how
 * far it is; broken off, it goes on with `--resume`; rows that were not taken end up in a file beside it, with reasons.
 */
import { writeFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { askHttp } from "./ask-http.ts";
import { partsOf } from "./file-parts.ts";
import { type ImportOptions, readImportOptions } from "./import-options.ts";
import { Refusal } from "./refusal.ts";

interface Summary {
  id: string;
  rows: number;
  accepted: number;
  duplicates: number;
  rejected: number;
}

const mostTries = 6;

try {
  await importFile(readImportOptions(process.argv.slice(2), process.env));
} catch (error) {
  console.error(error instanceof Refusal ? error.message : error);
  process.exitCode = 1;
}

async function importFile(options: ImportOptions): Promise<void> {
  const id = options.resume ?? (await begin(options));
  console.log(`Import ${id}; if it is broken off, go on with --resume ${id}`);
  for await (const { part, row, rows, text } of partsOf(options.file, options.plan.format)) {
    await ask(options, "PUT", `/imports/${id}/parts/${part}`, { row: String(row) }, text);
    console.log(`  ${row + rows - 1} rows`);
  }
  const { import: done } = (await ask(options, "GET", `/imports/${id}`)) as { import: Summary };
  console.log(
    `${done.rows} rows: ${done.accepted} taken, ${done.duplicates} known before, ${done.rejected} rejected`,
  );
  if (done.rejected === 0) return;
  const path = `${options.file}.rejected.csv`;
  await writeFile(path, (await ask(options, "GET", `/imports/${id}/rejected.csv`)) as string);
  console.log(`What is wrong with the rejected rows is in ${path}`);
  process.exitCode = 2;
}

async function begin(options: ImportOptions): Promise<string> {
  const body = JSON.stringify(options.plan);
  const answer = (await ask(options, "POST", "/imports", {}, body)) as { import: Summary };
  return answer.import.id;
}

/** Asks the API again where it could not answer. @throws Refusal with its own words. */
async function ask(
  { url, key, site }: ImportOptions,
  method: string,
  path: string,
  query: Record<string, string> = {},
  body?: string,
): Promise<unknown> {
  const address = new URL(`/api/v1${path}?${new URLSearchParams({ site, ...query }).toString()}`, url);
  for (let tries = 1; ; tries += 1) {
    const headers = { authorization: `Bearer ${key}` };
    const answer = await askHttp(address, { method, headers, body }).catch(
      (error: unknown) => new Refusal(`${url} cannot be reached: ${String(error)}`),
    );
    if (tries < mostTries && (answer instanceof Refusal || answer.status >= 500)) {
      await sleep(500 * 2 ** tries);
      continue;
    }
    if (answer instanceof Refusal) throw answer;
    const content: unknown = /json/.test(answer.type) ? JSON.parse(answer.text) : answer.text;
    if (answer.status < 300) return content;
    throw new Refusal((content as { error?: { message?: string } }).error?.message ?? answer.text);
  }
}
