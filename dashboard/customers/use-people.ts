import { useEffect, useState } from "preact/hooks";
import { messageOf } from "../api/api-error.ts";
import { api } from "../api/api.ts";
import { useSite } from "../shell/site.ts";
import type { Choice } from "../ui/combobox.tsx";
import { t } from "./messages.ts";
import { tellingOf } from "./telling-of.ts";
import { nameOf } from "./who.ts";

/** Whoever goes on typing is not looked for yet. */
const pauseMs = 300;

export interface FoundPeople {
  /** The first of them, by the ids of their profiles: whoever is not there is found by more letters. */
  people: readonly Choice[];
  /** How many there are, or why nobody can tell. */
  words: string;
}

/**
 * Whom a text may mean: a name, an e-mail address, or whatever else names them. For those who may know customers.
 * @returns `undefined` while that is not known, and for no text.
 */
export function usePeople(text: string): FoundPeople | undefined {
  const { site } = useSite();
  const [answer, setAnswer] = useState<{ to: string; found: FoundPeople }>();
  useEffect(() => {
    if (text === "") return undefined;
    let isLatest = true;
    const find = async () => {
      const found = await peopleBy(text, site);
      if (isLatest) setAnswer({ to: text, found });
    };
    const timer = setTimeout(() => void find(), pauseMs);
    return () => {
      isLatest = false;
      clearTimeout(timer);
    };
  }, [text]);
  return text !== "" && answer?.to === text ? answer.found : undefined;
}

async function peopleBy(q: string, site: { id: string; currency: string }): Promise<FoundPeople> {
  try {
    const { profiles, next } = await api("POST /profiles/search?site=:site", {
      site: site.id,
      query: { limit: "8" },
      body: { q },
    });
    const people = profiles.map((profile) => ({
      id: profile.id,
      name: nameOf(profile),
      note: tellingOf(profile, site.currency).join(" · "),
    }));
    if (people.length === 0) return { people, words: t("unknownTitle") };
    return { people, words: t(next === null ? "found" : "foundFirst", { count: people.length }) };
  } catch (thrown) {
    return { people: [], words: messageOf(thrown) };
  }
}
