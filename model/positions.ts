/** Where something goes: next to an element, or inside it. */
export const positions = ["before", "after", "start", "end"] as const;
