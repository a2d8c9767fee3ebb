import "./combobox.css";
import { useEffect, useId, useRef, useState } from "preact/hooks";

/** Something to choose. */
export interface Choice {
  id: string;
  name: string;
  /** What tells it from others of the same name. */
  note: string;
}

export interface ComboboxProps<Chosen extends Choice> {
  label: string;
  hint?: string;
  /** How it stands with the list, for those too who do not see it. */
  status: string;
  maxLength: number;
  text: string;
  onText: (text: string) => void;
  /** What can be chosen now, the likeliest first; without any there is no list. */
  choices: readonly Chosen[];
  onChoice: (choice: Chosen) => void;
  /** Escape asks that the list goes; without it, Escape is for what is around. */
  onDismiss?: () => void;
}

/** How far each key moves through the list. */
const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };

/**
 * A text field with a list of what the text may mean, as the WAI-ARIA Authoring Practices have it: the focus stays in the
 * field, arrows move through the list, Enter takes what is marked. https://www.w3.org/WAI/ARIA/apg/patterns/combobox/
 */
export function Combobox<Chosen extends Choice>({
  label,
  hint,
  status,
  maxLength,
  text,
  onText,
  choices,
  onChoice,
  onDismiss,
}: ComboboxProps<Chosen>) {
  const id = useId();
  const list = useRef<HTMLUListElement>(null);
  const [marked, setMarked] = useState(0);
  const isOpen = choices.length > 0;
  // What was marked may be gone from a shorter list.
  const at = Math.min(marked, choices.length - 1);
  const idOf = (index: number) => `${id}-${index}`;
  // Another text has another list, which begins at its top.
  useEffect(() => list.current?.scrollTo(0, 0), [text]);

  const onKeyDown = (event: KeyboardEvent) => {
    // Of letters that are put together by several keys, these keys are a part.
    if (event.isComposing) return;
    const { key } = event;
    const step = steps[key];
    const chosen = choices[at];
    if (key === "Enter") {
      // Around it may be a form, which nobody means to send from here.
      event.preventDefault();
      if (chosen !== undefined) onChoice(chosen);
    } else if (step !== undefined && isOpen) {
      event.preventDefault();
      const next = (at + step + choices.length) % choices.length;
      setMarked(next);
      document.getElementById(idOf(next))?.scrollIntoView({ block: "nearest" });
    } else if (key === "Escape" && isOpen && onDismiss !== undefined) {
      event.preventDefault();
      onDismiss();
    }
  };
  return (
    <div class="field combobox">
      <label for={id}>{label}</label>
      <input
        id={id}
        type="text"
        role="combobox"
        class="input"
        autocomplete="off"
        spellcheck={false}
        maxLength={maxLength}
        aria-autocomplete="list"
        aria-expanded={isOpen}
        aria-controls={isOpen ? `${id}-list` : undefined}
        aria-activedescendant={isOpen ? idOf(at) : undefined}
        aria-describedby={hint === undefined ? undefined : `${id}-hint`}
        value={text}
        onInput={(event) => {
          setMarked(0);
          onText(event.currentTarget.value);
        }}
        onKeyDown={onKeyDown}
      />
      {hint !== undefined && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {isOpen && (
        <ul
          ref={list}
          id={`${id}-list`}
          role="listbox"
          aria-label={label}
          // The focus stays in the field.
          onMouseDown={(event) => event.preventDefault()}
        >
          {choices.map((choice, index) => (
            <li
              key={choice.id}
              id={idOf(index)}
              role="option"
              aria-selected={index === at}
              onClick={() => onChoice(choice)}
            >
              <span>{choice.name}</span>
              <span class="hint">{choice.note}</span>
            </li>
          ))}
        </ul>
      )}
      <p class="hint" role="status">
        {status}
      </p>
    </div>
  );
}
