import { useId } from "preact/hooks";

export interface FieldProps {
  label: string;
  value: string;
  onValue: (value: string) => void;
  /** What is wrong with the value, from the API or the browser. */
  problem?: string | undefined;
  hint?: string;
  /** More than one line. */
  rows?: number;
  /** For code: fixed-width letters, no spelling marks. */
  code?: boolean;
  maxLength?: number;
  inputMode?: "text" | "url" | "decimal";
  type?: "text" | "email" | "password" | "datetime-local";
  /** What browsers and password managers may fill in: https://html.spec.whatwg.org/#autofill */
  autoComplete?: "off" | "name" | "username" | "current-password" | "new-password";
}

/** A labelled text input whose hint and problem are read out with it. */
export function Field({
  label,
  value,
  onValue,
  problem,
  hint,
  rows,
  code = false,
  maxLength,
  inputMode,
  type = "text",
  autoComplete = "off",
}: FieldProps) {
  const id = useId();
  const described = [hint && `${id}-hint`, problem && `${id}-problem`].filter(Boolean).join(" ");
  // Types tell kinds of inputs apart by attributes that none of these has.
  const shared = {
    id,
    value,
    maxLength,
    inputMode,
    class: code ? "input input-code" : "input",
    // What checks spelling elsewhere is told no secrets.
    spellcheck: !code && type === "text",
    autocomplete: autoComplete,
    "aria-invalid": problem === undefined ? undefined : true,
    "aria-describedby": described === "" ? undefined : described,
    onInput: (event: Event) => onValue((event.currentTarget as HTMLInputElement | HTMLTextAreaElement).value),
  } as const;
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {rows === undefined ? (
        <input {...shared} {...({ type } as { type: "text" })} />
      ) : (
        <textarea rows={rows} {...shared} />
      )}
      {hint !== undefined && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {problem !== undefined && (
        <p class="problem" id={`${id}-problem`}>
          {problem}
        </p>
      )}
    </div>
  );
}
