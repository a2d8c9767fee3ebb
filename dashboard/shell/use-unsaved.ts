import { type ReadonlySignal, useSignalEffect } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { unsaved } from "./unsaved.ts";

/** Whoever leaves the screen while something is not saved is asked first. */
export function useUnsaved(dirty: ReadonlySignal<boolean>): void {
  useSignalEffect(() => void (unsaved.value = dirty.value));
  useEffect(() => () => void (unsaved.value = false), []);
}
