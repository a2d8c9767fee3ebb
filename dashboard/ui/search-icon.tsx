import { Icon } from "./icons.tsx";

/** A magnifying glass. Apart from the others, which are loaded before any screen. */
export const SearchIcon = () => (
  <Icon>
    <circle cx="9" cy="9" r="5" />
    <path d="m12.7 12.7 3.8 3.8" />
  </Icon>
);
