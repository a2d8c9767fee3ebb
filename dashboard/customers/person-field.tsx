import { useState } from "preact/hooks";
import { Combobox } from "../ui/combobox.tsx";
import { t } from "./messages.ts";
import { usePeople } from "./use-people.ts";

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

/** Chooses one customer, found by a name, an e-mail address, or whatever else names them. For those who may know customers. */
export function PersonField({ person, onPerson }: PersonFieldProps) {
  const [text, setText] = useState(person?.name ?? "");
  // Nobody is looked for once one is chosen, or the list was sent away.
  const [asked, setAsked] = useState("");
  const found = usePeople(asked);
  return (
    <Combobox
      label={t("find")}
      hint={t("findHint")}
      status={found?.words ?? ""}
      maxLength={320}
      text={text}
      onText={(typed) => {
        setText(typed);
        setAsked(typed.trim());
        if (person !== null) onPerson(null);
      }}
      choices={found?.people ?? []}
      onChoice={({ id, name }) => {
        setText(name);
        setAsked("");
        onPerson({ id, name });
      }}
      onDismiss={() => setAsked("")}
    />
  );
}
