/** Carries a stamp. */
export const stampAttribute = "data-ew";

/** What an element of a page is called while the page is edited: its number, and those of what it stands in. */
export interface Stamp {
  /** From 1, in the order of the page. */
  number: number;
  /** What browsers open around it by themselves, without any tag: from the innermost out. */
  implied: readonly { number: number; name: string }[];
  /** The innermost around it that has a tag; 0 where there is none. */
  parent: number;
}

/** As it stands in the attribute: `12:8`, or `12:11.tbody:8` where the row 12 of the table 8 is written without a body. */
export function stampOf({ number, implied, parent }: Stamp): string {
  return [number, ...implied.map((around) => `${around.number}.${around.name}`), parent].join(":");
}

/** @returns `undefined` for anything that {@link stampOf} does not write. */
export function readStamp(text: string): Stamp | undefined {
  if (!/^\d{1,6}(:\d{1,6}\.[a-z]{1,10}){0,4}:\d{1,6}$/.test(text)) return undefined;
  const parts = text.split(":");
  const implied = parts.slice(1, -1).map((part) => {
    const [number, name = ""] = part.split(".");
    return { number: Number(number), name };
  });
  return { number: Number(parts[0]), implied, parent: Number(parts[parts.length - 1]) };
}
