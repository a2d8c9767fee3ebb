import { Switch } from "./switch.tsx";

export interface SwitchFieldProps {
  label: string;
  on: boolean;
  onSwitch: (on: boolean) => void;
}

/** A switch with its words beside it. */
export function SwitchField({ label, on, onSwitch }: SwitchFieldProps) {
  return (
    <div class="switch-line">
      <Switch label={label} on={on} onSwitch={onSwitch} />
      <span aria-hidden="true">{label}</span>
    </div>
  );
}
