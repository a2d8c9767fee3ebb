import { type ReadonlySignal, useSignalEffect } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { unsaved } from "./unsaved.ts";

/** The forms on the page that hold something. */
const forms = new Set<object>();

/** Whoever leaves the screen while something in this form, or another of the screen, is not saved is asked first. */
export function useUnsaved(dirty: ReadonlySignal<boolean>): void {
  const form = useRef({});
  const note = (isDirty: boolean) => {
    if (isDirty) forms.add(form.current);
    else forms.delete(form.current);
    unsaved.value = forms.size > 0;
  };
  useSignalEffect(() => note(dirty.value));
  useEffect(() => () => note(false), []);
}
