export interface TickProps {
  label: string;
  on: boolean;
  onChange: (on: boolean) => void;
}

/** Yes or no, saved with the form that it stands in. */
export function Tick({ label, on, onChange }: TickProps) {
  return (
    <label class="tick">
      <input type="checkbox" checked={on} onChange={(event) => onChange(event.currentTarget.checked)} />
      {label}
    </label>
  );
}
