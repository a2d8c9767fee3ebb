import { searchWords } from "../../../model/search-words.ts";
import { profilesKnown, profilesNamed, profilesWith } from "../../../worker/store/find-profiles.ts";
import { emailOf, madeUpProfile, nameOf, site } from "./made-up-profile.ts";

const page = { after: null, limit: 20 };

/** What people search for; `number` is that of somebody who is known. */
export const searches: Readonly<
  Record<string, (db: D1Database, number: number) => Promise<readonly unknown[]>>
> = {
  "an e-mail": (db, number) => profilesWith(db, site, { ids: [], nodes: [emailOf(number)] }),
  "a profile's id": (db, number) => profilesWith(db, site, { ids: [madeUpProfile(number).id], nodes: [] }),
  "a first and a last name": (db, number) => named(db, nameOf(number)),
  "how a name begins": (db) => named(db, "an"),
  "a letter of each name": (db) => named(db, "j q"),
  "nothing: whoever was here last": async (db) => (await profilesKnown(db, site, page)).profiles,
};

async function named(db: D1Database, query: string): Promise<readonly unknown[]> {
  return (await profilesNamed(db, site, searchWords(query), page)).profiles;
}
