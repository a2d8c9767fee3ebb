import type { previewDevices } from "../../model/preview-visitor.ts";
import { t } from "./messages.ts";

/** How wide a page is looked at, in CSS pixels, and on what it is so wide. */
export const widths = { mobile: 360, tablet: 768, desktop: 1440 } as const;
export type Device = (typeof previewDevices)[number];

/** The widths, to choose from. */
export function widthChoices(): { value: Device; label: string }[] {
  return (Object.keys(widths) as Device[]).map((value) => ({
    value,
    label: t(value, { width: widths[value] }),
  }));
}

/** What can be seen at full size where the dashboard itself is. */
export function firstDevice(): Device {
  return innerWidth < widths.tablet ? "mobile" : "desktop";
}
