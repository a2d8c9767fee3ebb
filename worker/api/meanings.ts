import * as v from "valibot";
import { Identity, knownTypes } from "../../model/identity/identity.ts";
import { searchWords } from "../../model/search-words.ts";
import { VisitorId } from "../../model/snapshot.ts";

/** All that somebody may mean by what they typed to find a person. */
export interface Meanings {
  /** Of profiles, which a visitor's own has too. */
  readonly ids: readonly string[];
  readonly identities: readonly Identity[];
  /** Of a name, as `searchWords` gives them. */
  readonly words: readonly string[];
}

/** Who says a type, as in `loyalty:4711`, means that alone. */
const typed = /^([a-z][a-z0-9_-]{0,39}):(\S.*)$/;

export function meaningsOf(query: string): Meanings {
  const [, type, value] = typed.exec(query) ?? [];
  if (type !== undefined && value !== undefined) return meaningsOfIdentity(type, value);
  const identities = knownTypes
    .filter((each) => isLike(each, query))
    .flatMap((each) => identityOf(each, query));
  if (query.includes("@")) return { ids: [], identities, words: [] };
  const isId = v.is(VisitorId, query);
  return {
    ids: isId ? [query] : [],
    identities: isId ? [...identities, { type: "visitor", value: query }] : identities,
    words: searchWords(query),
  };
}

function meaningsOfIdentity(type: string, value: string): Meanings {
  const ids = type === "visitor" && v.is(VisitorId, value) ? [value] : [];
  return { ids, identities: identityOf(type, value), words: [] };
}

function identityOf(type: string, value: string): Identity[] {
  const parsed = v.safeParse(Identity, { type, value });
  return parsed.success ? [parsed.output] : [];
}

function isLike(type: (typeof knownTypes)[number], text: string): boolean {
  if (type === "email") return text.includes("@", 1);
  if (type === "phone") return /^[+\d][\d\s()/.-]{4,}$/.test(text);
  return true;
}
