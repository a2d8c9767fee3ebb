import { toBase64Url } from "../recognise/seal.ts";
import { identifyGenerations } from "../store/identify-secrets.ts";
import { inTime } from "../wait/in-time.ts";
import { pepperedDigest } from "./node-of.ts";

const deadlineMs = 3000;

/** What a shop's server signs with: it follows from the pepper, so that no database has it. No site's id holds a blank. */
export async function identifySecret(
  { IDENTITY_PEPPER }: Pick<Env, "IDENTITY_PEPPER">,
  site: string,
  generation: number,
): Promise<string> {
  return toBase64Url(await pepperedDigest(IDENTITY_PEPPER, `identify secret\n${site}\n${generation}`));
}

/** The secrets that are good for a site now, the newest first; none where it has had none. @throws where D1 fails. */
export async function identifySecrets(
  env: Pick<Env, "DB" | "IDENTITY_PEPPER">,
  site: string,
  nowMs: number,
): Promise<string[]> {
  const { generation, overlapUntilMs } = await inTime(identifyGenerations(env.DB, site), deadlineMs, "D1");
  const good = [generation, ...(nowMs < overlapUntilMs ? [generation - 1] : [])].filter((each) => each > 0);
  return Promise.all(good.map((each) => identifySecret(env, site, each)));
}
