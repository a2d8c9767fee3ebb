import type { ReadonlySignal } from "@preact/signals";
import type { RefObject } from "preact";
import { useRef } from "preact/hooks";
import type { Kind } from "../../model/configuration.ts";
import { useUnsaved } from "../shell/use-unsaved.ts";
import type { Editing } from "./editing.ts";
import { saveAll } from "./save-all.ts";
import { useSaveKeys } from "./use-save-keys.ts";

export interface DraftForm {
  form: RefObject<HTMLFormElement | null>;
  onSubmit: (event: Event) => void;
}

/** For the form that drafts are edited in: it is saved by its button and by keys, and whoever leaves it is asked first. */
export function useDraftForm(options: {
  site: string;
  editings: readonly Pick<Editing<Kind>, "save">[];
  dirty: ReadonlySignal<boolean>;
  onSaved?: (() => void) | undefined;
}): DraftForm {
  const { site, editings, dirty, onSaved } = options;
  const form = useRef<HTMLFormElement>(null);
  useUnsaved(dirty);
  const save = async () => {
    if (await saveAll(site, editings)) onSaved?.();
    // After the problems have been drawn beside their fields.
    requestAnimationFrame(() => form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
  };
  useSaveKeys(save);
  return {
    form,
    onSubmit(event) {
      event.preventDefault();
      void save();
    },
  };
}
