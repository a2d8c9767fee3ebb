import { Icon } from "./icons.tsx";

/** A key, whose bow is at the lower left. Apart from the others, which are loaded before any screen. */
export const KeyIcon = () => (
  <Icon>
    <circle cx="7" cy="13" r="3.5" />
    <path d="m9.5 10.5 6-6m-2.5 2.5 2.5 2.5" />
  </Icon>
);
