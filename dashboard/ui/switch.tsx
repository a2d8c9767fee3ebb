export interface SwitchProps {
  /** What it switches, as its accessible name. */
  label: string;
  on: boolean;
  /** Why it cannot be switched now; read out with it and shown as its tooltip. */
  disabledBecause?: string;
  onSwitch: (on: boolean) => void;
}

/** On or off, at once. The words beside the knob say which, so that colour does not have to. */
export function Switch({ label, on, disabledBecause, onSwitch }: SwitchProps) {
  return (
    <button
      type="button"
      role="switch"
      class="switch"
      aria-checked={on}
      aria-label={label}
      aria-disabled={disabledBecause !== undefined || undefined}
      aria-description={disabledBecause}
      title={disabledBecause}
      onClick={() => disabledBecause === undefined && onSwitch(!on)}
    >
      <span class="switch-track" aria-hidden="true">
        <span class="switch-knob" />
      </span>
    </button>
  );
}
