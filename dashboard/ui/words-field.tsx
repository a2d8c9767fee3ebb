import { useState } from "preact/hooks";
import { Field } from "./field.tsx";

export interface WordsFieldProps {
  label: string;
  hint?: string;
  words: readonly string[];
  problem: string | undefined;
  onWords: (words: string[]) => void;
}

/** Several words, with spaces between them. */
export function WordsField({ label, hint, words, problem, onWords }: WordsFieldProps) {
  const [typed, setTyped] = useState("");
  const text = wordsOf(typed).join(" ") === words.join(" ") ? typed : words.join(" ");
  return (
    <Field
      label={label}
      {...(hint === undefined ? {} : { hint })}
      code
      value={text}
      problem={problem}
      onValue={(next) => {
        setTyped(next);
        onWords(wordsOf(next));
      }}
    />
  );
}

function wordsOf(text: string): string[] {
  return text.split(/\s+/).filter((word) => word !== "");
}
