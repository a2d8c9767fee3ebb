import type { Emphasis, SentencePart } from "./rule-sentence.ts";

export interface SentenceProps {
  parts: readonly SentencePart[];
  /** Makes each emphasised part a link to the section of the page that it is about. */
  linkTo?: Record<Emphasis["about"], string>;
}

/** A rule's sentence, with what a marketer looks for set apart. */
export function Sentence({ parts, linkTo }: SentenceProps) {
  return (
    <p class={linkTo === undefined ? "sentence" : "sentence sentence-large"}>
      {parts.map((part, index) => {
        if (typeof part === "string") return part;
        if (linkTo === undefined) return <strong key={index}>{part.text}</strong>;
        return (
          <a key={index} class="sentence-part" href={linkTo[part.about]}>
            {part.text}
          </a>
        );
      })}
    </p>
  );
}
