import type { Edit } from "../decide/compile-rules.ts";
import { TagEdits } from "./edit-tag.ts";
import type { Region } from "./region.ts";
import type { Splice } from "./splice.ts";

/** Edits of start tags, of every element that is found. */
export function attributeSplices(
  edits: readonly Edit[],
  regionsOf: (selector: string) => readonly Region[],
): Splice[] {
  const tags = new Map<number, { region: Region; edits: TagEdits }>();
  for (const edit of edits) {
    const make = tagEdit(edit);
    if (make === undefined) continue;
    for (const region of regionsOf(make.selector)) {
      let tag = tags.get(region.from);
      if (tag === undefined) tags.set(region.from, (tag = { region, edits: new TagEdits() }));
      make.on(tag.edits);
    }
  }
  return [...tags.values()].flatMap((tag) => tag.edits.splices(tag.region));
}

interface TagEdit {
  selector: string;
  on: (tag: TagEdits) => void;
}

function tagEdit(edit: Edit): TagEdit | undefined {
  switch (edit.type) {
    case "setAttribute":
      return { selector: edit.selector, on: (tag) => tag.set(edit.name, edit.value) };
    case "setLink":
      return { selector: edit.selector, on: (tag) => tag.set("href", edit.href) };
    case "setImage":
      return { selector: edit.selector, on: (tag) => setImage(tag, edit) };
    case "setClass":
      return {
        selector: edit.selector,
        on(tag) {
          for (const name of edit.add) tag.setClass(name, true);
          for (const name of edit.remove) tag.setClass(name, false);
        },
      };
    case "setStyle": {
      const value = edit.important ? `${edit.value}!important` : edit.value;
      return { selector: edit.selector, on: (tag) => tag.setStyle(edit.property, value) };
    }
    case "hide":
      return { selector: edit.selector, on: (tag) => tag.hide() };
    default:
      return undefined;
  }
}

/** What is left of the picture before would be shown in place of the new one, or as large as the other was. */
function setImage(tag: TagEdits, { src, alt, srcset }: Extract<Edit, { type: "setImage" }>): void {
  if (tag.has("src")) return;
  tag.set("src", src);
  tag.set("srcset", srcset);
  if (srcset === null) tag.set("sizes", null);
  if (alt !== null) tag.set("alt", alt);
}
