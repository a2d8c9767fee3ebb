import { readKeys, type SealingKeys } from "../recognise/seal.ts";

/** What a token opens; `undefined` where it opens nothing, or nothing can be opened now. */
export async function opened<T>(
  secret: string,
  open: (keys: SealingKeys) => Promise<T | undefined>,
): Promise<T | undefined> {
  try {
    return await open(await readKeys(secret));
  } catch (error) {
    console.error({ message: "A token could not be opened.", error: String(error) });
    return undefined;
  }
}
