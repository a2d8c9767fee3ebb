import "./search-field.css";
import { useLocation } from "preact-iso";
import { useEffect, useRef, useState } from "preact/hooks";
import { useSlash } from "./use-slash.ts";

export interface SearchFieldProps {
  label: string;
  /** How many were found, in a sentence; empty where all are shown. */
  found: string;
  /** Called with what is searched for, word by word in small letters; with none where all are to be shown. */
  onWords: (words: readonly string[]) => void;
}

/** This long after the last key the list is drawn: sooner, the next key would wait for what nobody looks at. */
const settleMs = 60;

/** Finds entries of a list that is there as a whole. What is searched for stands in the address; `/` brings the keyboard here. */
export function SearchField({ label, found, onWords }: SearchFieldProps) {
  const { query, route } = useLocation();
  const asked = query["q"] ?? "";
  const [typed, setTyped] = useState(asked);
  const field = useRef<HTMLInputElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const written = useRef("");
  const type = (text: string) => {
    setTyped(text);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      written.current = text;
      onWords(wordsOf(text));
      route(addressWith(text), true);
    }, settleMs);
  };
  useSlash(field);
  // Where the address says something else than what was typed here, as after Back. What was drawn of it before the last key is no news.
  useEffect(() => {
    if (asked === written.current || asked !== askedNow()) return;
    written.current = asked;
    setTyped(asked);
    onWords(wordsOf(asked));
  }, [asked]);
  useEffect(() => () => clearTimeout(timer.current), []);
  return (
    <div class="search-field">
      <div class="search-field-input">
        <input
          ref={field}
          type="search"
          class="input"
          aria-label={label}
          aria-keyshortcuts="/"
          placeholder={label}
          maxLength={200}
          value={typed}
          onInput={(event) => type(event.currentTarget.value)}
          onKeyDown={(event) => event.key === "Escape" && type("")}
        />
        <kbd aria-hidden="true">/</kbd>
      </div>
      <p class="hint" role="status">
        {found}
      </p>
    </div>
  );
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().split(/\s+/).filter(Boolean);
}

function askedNow(): string {
  return new URLSearchParams(location.search).get("q") ?? "";
}

/** The address of this screen with another search. */
function addressWith(text: string): string {
  const query = new URLSearchParams(location.search);
  if (text.trim() === "") query.delete("q");
  else query.set("q", text);
  return query.size === 0 ? location.pathname : `${location.pathname}?${query}`;
}
