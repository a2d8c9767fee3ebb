import { useId } from "preact/hooks";

export interface MomentFieldProps {
  label: string;
  hint: string;
  /** What a clock shows, `2026-11-27T00:00`; `null` for nothing. */
  value: string | null;
  problem: string | undefined;
  onValue: (value: string | null) => void;
}

/** A date and time of the shop's clock, chosen with the browser's own control. */
export function MomentField({ label, hint, value, problem, onValue }: MomentFieldProps) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        id={id}
        type="datetime-local"
        class="input"
        value={value ?? ""}
        aria-invalid={problem === undefined ? undefined : true}
        aria-describedby={problem === undefined ? `${id}-hint` : `${id}-hint ${id}-problem`}
        // Some browsers add seconds.
        onInput={(event) => onValue(event.currentTarget.value.slice(0, 16) || null)}
      />
      <p class="hint" id={`${id}-hint`}>
        {hint}
      </p>
      {problem !== undefined && (
        <p class="problem" id={`${id}-problem`}>
          {problem}
        </p>
      )}
    </div>
  );
}
