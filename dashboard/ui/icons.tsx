import type { ComponentChildren } from "preact";

/** 20 × 20 where text has its usual size, drawn with the text's colour. Decorative: the words beside an icon say the same. */
export function Icon({ children }: { children: ComponentChildren }) {
  return (
    <svg
      class="icon"
      viewBox="0 0 20 20"
      width="1.3333rem"
      height="1.3333rem"
      aria-hidden="true"
      focusable="false"
    >
      {children}
    </svg>
  );
}

/** The mark: a page, cut edgewise. */
export function EdgewiseMark() {
  return (
    <svg class="mark" viewBox="0 0 32 32" width="28" height="28" aria-hidden="true" focusable="false">
      <rect class="mark-ground" width="32" height="32" rx="8" />
      <path class="mark-letter" d="M9 8h14v4.2H13.6v2.6L21 14v4l-7.4.8v1.9H23V25H9z" />
      <path class="mark-edge" d="M26.5 5v22" />
    </svg>
  );
}

export const HomeIcon = () => (
  <Icon>
    <path d="M3 9.5 10 3.5l7 6M5 8v8.5h10V8" />
  </Icon>
);

export const RulesIcon = () => (
  <Icon>
    <path d="M3.5 5.5h9M3.5 10h13M3.5 14.5h6" />
    <circle cx="15.5" cy="5.5" r="1.5" />
    <circle cx="12.5" cy="14.5" r="1.5" />
  </Icon>
);

/** A box on a page, with a ribbon. */
export const OffersIcon = () => (
  <Icon>
    <path d="M3.5 8h13v8h-13zM2.5 5.5h15V8h-15zM10 5.5V16M10 5.5C8.5 2 5.5 3 6.5 5.5M10 5.5c1.5-3.5 4.5-2.5 3.5 0" />
  </Icon>
);

/** A ticket, torn along its dots. */
export const CouponsIcon = () => (
  <Icon>
    <path d="M3 6h14v2.5a1.5 1.5 0 0 0 0 3V14H3v-2.5a1.5 1.5 0 0 0 0-3z" />
    <path d="M11.5 6v8" stroke-dasharray="1.6 1.6" />
  </Icon>
);

/** Those in a circle, and those outside of it. */
export const SegmentsIcon = () => (
  <Icon>
    <circle cx="8" cy="10" r="5.5" />
    <path d="M8 8v4M6 10h4M16.5 5v.1m0 4.9v.1m0 4.9v.1" />
  </Icon>
);

/** A course that rises. */
export const ResultsIcon = () => (
  <Icon>
    <path d="M3.5 3.5v13h13M6.5 12l3-3 2 2 5-5" />
  </Icon>
);

/** A head and shoulders. */
export const CustomersIcon = () => (
  <Icon>
    <circle cx="10" cy="7" r="3.25" />
    <path d="M3.5 16.5c1-5 12-5 13 0" />
  </Icon>
);

/** Two sliders. */
export const SettingsIcon = () => (
  <Icon>
    <path d="M3.5 6.5H9m5 0h2.5m-13 7H6m5 0h5.5" />
    <circle cx="11.5" cy="6.5" r="2.25" />
    <circle cx="8.5" cy="13.5" r="2.25" />
  </Icon>
);

export const MenuIcon = () => (
  <Icon>
    <path d="M3 6h14M3 10h14M3 14h14" />
  </Icon>
);

export const CloseIcon = () => (
  <Icon>
    <path d="m5.5 5.5 9 9m0-9-9 9" />
  </Icon>
);

export const BackIcon = () => (
  <Icon>
    <path d="M12 4.5 6.5 10l5.5 5.5" />
  </Icon>
);

export const OutIcon = () => (
  <Icon>
    <path d="M8 5H5v10h10v-3M11 4.5h4.5V9M15 5l-6 6" />
  </Icon>
);

/** Live: a full dot with its ring. */
export const LiveIcon = () => (
  <Icon>
    <circle class="filled" cx="10" cy="10" r="3.5" />
    <circle cx="10" cy="10" r="6.5" />
  </Icon>
);

/** Off: a ring with a bar across. */
export const OffIcon = () => (
  <Icon>
    <circle cx="10" cy="10" r="6.5" />
    <path d="M6.5 10h7" />
  </Icon>
);

/** Draft: a ring that is not closed yet. */
export const DraftIcon = () => (
  <Icon>
    <circle cx="10" cy="10" r="6.5" stroke-dasharray="2.6 2.5" />
  </Icon>
);

/** Changed: a pen's stroke. */
export const ChangedIcon = () => (
  <Icon>
    <path d="M4.5 15.5 5.3 12l7.7-7.7 2.7 2.7L8 14.7z" />
  </Icon>
);

export const CheckIcon = () => (
  <Icon>
    <path d="m4.5 10.5 3.8 3.8 7.2-8" />
  </Icon>
);

export const WarningIcon = () => (
  <Icon>
    <path d="M10 3.5 17.5 16h-15zM10 8.3v3.6M10 14v.2" />
  </Icon>
);
