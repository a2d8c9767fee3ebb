import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";

export interface PartProps {
  title: string;
  intro?: string;
  children: ComponentChildren;
}

/** One matter of the settings. */
export function Part({ title, intro, children }: PartProps) {
  const id = useId();
  return (
    <section class="card" aria-labelledby={id}>
      <div class="part-head">
        <h2 id={id}>{title}</h2>
        {intro !== undefined && <p class="lead">{intro}</p>}
      </div>
      {children}
    </section>
  );
}
