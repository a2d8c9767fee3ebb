import type { Choice } from "../ui/combobox.tsx";

/** Somewhere to go by its name, or something to do. Its `note` says which kind of thing it is. */
export interface Target extends Choice {
  /** An address of the dashboard, or what is done. */
  to: string | (() => void);
}
