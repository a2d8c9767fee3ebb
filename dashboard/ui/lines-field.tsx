import { useState } from "preact/hooks";
import { Field } from "./field.tsx";

export interface LinesFieldProps {
  label: string;
  hint?: string;
  /** As high as this at least: it grows with its lines. */
  rows?: number;
  lines: readonly string[];
  problem: string | undefined;
  onLines: (lines: string[]) => void;
}

/** More than these scroll: what stands below would be far away. */
const mostRows = 10;

/** Several short texts, one in each line. Empty lines stay where they were typed, and mean nothing. */
export function LinesField({ label, hint, rows = 3, lines, problem, onLines }: LinesFieldProps) {
  const [typed, setTyped] = useState("");
  const text = linesOf(typed).join("\n") === lines.join("\n") ? typed : lines.join("\n");
  return (
    <Field
      label={label}
      {...(hint === undefined ? {} : { hint })}
      rows={Math.max(rows, Math.min(lines.length, mostRows))}
      code
      value={text}
      problem={problem}
      onValue={(next) => {
        setTyped(next);
        onLines(linesOf(next));
      }}
    />
  );
}

function linesOf(text: string): string[] {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
}
