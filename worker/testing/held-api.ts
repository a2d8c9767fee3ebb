import { check } from "../../model/problem.ts";
import { canonicalJson } from "../../model/canonical-json.ts";
import { api as real } from "../api/api.ts";
import { endpoints } from "../api/contract.ts";
import { ErrorAnswer } from "../api/contract/answers.ts";
import type { Endpoint } from "../api/contract/endpoint.ts";
import { errorsOf } from "../api/contract/errors-of.ts";
import { lineOf } from "../api/contract/line.ts";
import { isWorthRepeating, statusOf } from "../answer/error.ts";

/** The API, each of whose answers is held against its contract: a test fails where it says anything else. */
export const api = {
  async fetch(...asked: Parameters<typeof real.fetch>): Promise<Response> {
    const response = await real.fetch(...asked);
    await hold(asked[0], response);
    return response;
  },
};

const table = Object.entries<Endpoint>(endpoints).map(([key, endpoint]) => {
  const { method, path } = lineOf(key);
  const pattern = path.replaceAll(".", "\\.").replaceAll(/:\w+/g, "[^/]+");
  return { key, endpoint, method, pattern: new RegExp(`^/api/v1${pattern}$`) };
});

async function hold({ method, url }: Request, response: Response): Promise<void> {
  const { pathname } = new URL(url);
  const found = table.find((row) => row.method === method && row.pattern.test(pathname));
  const media = response.headers.get("content-type")?.split(";")[0] ?? "";
  const isFile = response.ok && media !== "application/json";
  const body: unknown = isFile ? null : await response.clone().json();
  const problem =
    found === undefined ? unknownAddress(response, body) : broken(found, { response, media, body });
  if (problem !== undefined)
    throw new Error(`The contract does not say this of ${method} ${pathname}: ${problem}`);
}

function unknownAddress({ status }: Response, body: unknown): string | undefined {
  if (status === 404 || status === 401 || status === 403) return differs(ErrorAnswer, body);
  return `it has no such endpoint, but the answer is ${status}`;
}

interface Answer {
  response: Response;
  media: string;
  body: unknown;
}

function broken(
  { key, endpoint }: (typeof table)[number],
  { response: { ok, status, headers }, media, body }: Answer,
): string | undefined {
  if (!ok) return brokenError(key, endpoint, { status, headers, body });
  if (!(endpoint.statuses ?? [200]).includes(status)) return `the status ${status}`;
  const tagged = /^"\d+"$/.test(headers.get("etag") ?? "");
  if (tagged !== isTagged(key, endpoint)) return tagged ? "an ETag" : "no ETag";
  if (body === null) return endpoint.gives?.includes(media) ? undefined : `an answer of ${media}`;
  return differs(endpoint.answer, body);
}

/** Nothing is left of what was deleted. */
function isTagged(key: string, { revision }: Endpoint): boolean {
  return (revision === "told" || revision === "asked") && !key.startsWith("DELETE ");
}

function brokenError(
  key: string,
  endpoint: Endpoint,
  { status, headers, body }: { status: number; headers: Headers; body: unknown },
): string | undefined {
  const problem = differs(ErrorAnswer, body);
  if (problem !== undefined) return problem;
  const { code } = (body as { error: { code: string } }).error;
  const known = errorsOf(key, endpoint).find((each) => each === code);
  if (known === undefined) return `the error ${code}`;
  if (headers.has("retry-after") !== isWorthRepeating(status)) return `the Retry-After of ${status}`;
  return statusOf(known) === status ? undefined : `the status ${status} with ${code}`;
}

/** What is right comes out of its schema as it went in: nothing missing, nothing that is not described. */
function differs(schema: Endpoint["answer"], body: unknown): string | undefined {
  const checked = check(schema, body);
  if (!checked.ok) return JSON.stringify(checked.problems);
  const [said, described] = [body, checked.value].map((value) => canonicalJson(value));
  return said === described ? undefined : `${said} where ${described} is described`;
}
