import { Field } from "./field.tsx";

export interface MomentFieldProps {
  label: string;
  hint: string;
  /** What a clock shows, `2026-11-27T00:00`; `null` for nothing. */
  value: string | null;
  problem: string | undefined;
  onValue: (value: string | null) => void;
}

/** A date and time of the shop's clock, chosen with the browser's own control. */
export function MomentField({ value, onValue, ...rest }: MomentFieldProps) {
  return (
    <Field
      {...rest}
      type="datetime-local"
      value={value ?? ""}
      // Some browsers add seconds.
      onValue={(typed) => onValue(typed.slice(0, 16) || null)}
    />
  );
}
