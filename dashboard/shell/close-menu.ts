/** Closes the narrow screen's menu that a link of it stands in, if it does. */
export function closeMenu(link: HTMLElement): void {
  link.closest<HTMLElement>("[popover]")?.hidePopover();
}
