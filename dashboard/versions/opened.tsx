import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";

/** Something that is looked up when somebody opens it, and not before. */
export function Opened({ title, children }: { title: string; children: ComponentChildren }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{title}</summary>
      {isOpen && children}
    </details>
  );
}
