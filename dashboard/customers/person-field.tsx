import { useEffect, useState } from "preact/hooks";
import { messageOf } from "../api/api-error.ts";
import { api } from "../api/api.ts";
import { useSite } from "../shell/site.ts";
import { type Choice, Combobox } from "../ui/combobox.tsx";
import { t } from "./messages.ts";
import { tellingOf } from "./telling-of.ts";
import { nameOf } from "./who.ts";

/** A customer who was found and chosen. */
export interface Person {
  /** Of their profile. */
  id: string;
  name: string;
}

export interface PersonFieldProps {
  /** `null` until one is chosen, and while another is looked for. */
  person: Person | null;
  onPerson: (person: Person | null) => void;
}

/** Whoever goes on typing is not looked for yet. */
const pauseMs = 300;

interface Found {
  people: readonly Choice[];
  words: string;
}
const nothing: Found = { people: [], words: "" };

/** Chooses one customer, found by a name, an e-mail address, or whatever else names them. For those who may know customers. */
export function PersonField({ person, onPerson }: PersonFieldProps) {
  const { site } = useSite();
  const [text, setText] = useState(person?.name ?? "");
  const [asked, setAsked] = useState("");
  const [found, setFound] = useState(nothing);
  useEffect(() => {
    if (asked === "") return undefined;
    let isLatest = true;
    const find = async () => {
      const answer = await peopleBy(asked, site);
      if (isLatest) setFound(answer);
    };
    const timer = setTimeout(() => void find(), pauseMs);
    return () => {
      isLatest = false;
      clearTimeout(timer);
    };
  }, [asked]);
  const look = (next: string, query: string) => {
    setText(next);
    setAsked(query);
    setFound(nothing);
  };
  return (
    <Combobox
      label={t("find")}
      hint={t("findHint")}
      status={found.words}
      maxLength={320}
      text={text}
      onText={(typed) => {
        look(typed, typed.trim());
        if (person !== null) onPerson(null);
      }}
      choices={found.people}
      onChoice={({ id, name }) => {
        look(name, "");
        onPerson({ id, name });
      }}
      onDismiss={() => setFound(nothing)}
    />
  );
}

/** The first of them: whoever is not there is found by more letters. */
async function peopleBy(q: string, site: { id: string; currency: string }): Promise<Found> {
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
