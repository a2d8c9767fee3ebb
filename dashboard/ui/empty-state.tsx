import "./empty-state.css";
import type { ComponentChildren } from "preact";

export interface EmptyStateProps {
  title: string;
  /** What would be here, and how it gets here. */
  children: ComponentChildren;
}

/** Nothing here yet, said kindly. */
export function EmptyState({ title, children }: EmptyStateProps) {
  return (
    <section class="empty">
      <svg class="empty-picture" viewBox="0 0 96 64" width="96" height="64" aria-hidden="true">
        <rect x="8.5" y="8.5" width="64" height="47" rx="6" />
        <path d="M18 20h26M18 29h44M18 38h32" />
        <path class="empty-edge" d="M84 4v56" />
      </svg>
      <h2>{title}</h2>
      {children}
    </section>
  );
}
