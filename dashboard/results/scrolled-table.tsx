import type { ComponentChildren } from "preact";

/** A table that is wider than a phone: it scrolls by itself, with the keyboard too. */
export function ScrolledTable({ label, children }: { label: string; children: ComponentChildren }) {
  return (
    <div class="results-scroll" role="region" aria-label={label} tabIndex={0}>
      <table class="results-table">{children}</table>
    </div>
  );
}
