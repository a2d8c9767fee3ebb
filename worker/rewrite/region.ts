/** Where one element stands in a page, in bytes. */
export interface Region {
  /** Its start tag. */
  from: number;
  tagEnd: number;
  /** Where its content ends; `null` where it can have none, `Infinity` while that is still to come. */
  contentEnd: number | null;
  /** `Infinity` while that is still to come. */
  end: number;
  /** Its start tag as it is written, a character for each byte. */
  tag: string;
}
