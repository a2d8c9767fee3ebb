import type { ComponentChildren, VNode } from "preact";

export interface BadgeProps {
  tone: "live" | "off" | "draft" | "changed";
  /** Its shape says the same as its colour. */
  icon: VNode;
  children: ComponentChildren;
}

/** A short word about the state of a thing. */
export function Badge({ tone, icon, children }: BadgeProps) {
  return (
    <span class={`badge badge-${tone}`}>
      {icon}
      {children}
    </span>
  );
}
