import type { DescribeOptions } from "../../model/condition/describe.ts";
import { speech } from "../conditions/speech.ts";
import { api } from "./api.ts";

/** What it takes to say conditions: what they call by ids, by name, in the reader's language. Sentences still read without: a failure is no reason to show nothing. */
export async function referenceNames(site: string): Promise<Required<DescribeOptions>> {
  const [{ segments }, { lists }] = await Promise.all([
    api("GET /segments?site=:site", { site }).catch(() => ({ segments: [] })),
    api("GET /lists?site=:site", { site }).catch(() => ({ lists: [] })),
  ]);
  return { segments: namesOf(segments), lists: namesOf(lists), speech };
}

function namesOf(drafts: readonly { document: { id: string; name: string } }[]): Record<string, string> {
  return Object.fromEntries(drafts.map(({ document }) => [document.id, document.name]));
}
