import { useState } from "preact/hooks";

/**
 * What stands in a field whose value is no text: what was typed, as it was typed, while it means the value ("12." for 12).
 * @param read what a text means.
 * @param write the text for a value.
 */
export function useTyped<T>(
  value: T,
  read: (text: string) => T,
  write: (value: T) => string,
): { text: string; type: (text: string) => T } {
  const [typed, setTyped] = useState("");
  return {
    text: read(typed) === value ? typed : write(value),
    type(text) {
      setTyped(text);
      return read(text);
    },
  };
}
