import type { ButtonHTMLAttributes } from "preact";

export type ButtonProps = ButtonHTMLAttributes & {
  /** `primary`: the one thing to do here. `danger`: it takes something away. */
  look?: "primary" | "danger" | "plain" | "quiet";
  /** Its work is under way: presses do nothing, and screen readers hear that it is busy. */
  busy?: boolean;
};

/** A button that submits nothing unless told so. While busy it keeps the focus, which `disabled` would lose. */
export function Button({ look = "plain", busy = false, type = "button", onClick, ...rest }: ButtonProps) {
  return (
    <button
      {...rest}
      type={type}
      class={`button button-${look}`}
      aria-busy={busy || undefined}
      aria-disabled={busy || undefined}
      onClick={(event) => {
        if (busy) event.preventDefault();
        else onClick?.(event);
      }}
    />
  );
}
