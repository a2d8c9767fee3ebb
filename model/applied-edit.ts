import type { AppliedEdit } from "./applied-change.ts";
import type { Change } from "./change.ts";

/** What a change does to elements, as the browser has to know it. */
export function appliedEdit(edit: Exclude<Change, { type: "insertOffer" | "redirect" }>): AppliedEdit {
  switch (edit.type) {
    case "setText":
      return { type: "text", selector: edit.selector, text: asRead(edit.text) };
    case "setHtml":
      return { type: "html", selector: edit.selector, html: asRead(edit.html) };
    case "setAttribute":
      return { type: "attributes", selector: edit.selector, values: { [edit.name]: asRead(edit.value) } };
    case "setLink":
      return { type: "attributes", selector: edit.selector, values: { href: asRead(edit.href) } };
    case "setImage":
      return { type: "attributes", selector: edit.selector, values: imageValues(edit) };
    case "setClass":
      return { type: "classes", selector: edit.selector, add: edit.add, remove: edit.remove };
    case "setStyle": {
      const { selector, property, value, important } = edit;
      return { type: "style", selector, property, value, important };
    }
    case "hide":
      return { type: "hide", selector: edit.selector };
    case "remove":
      return { type: "replace", selector: edit.selector, html: "" };
    case "replaceHtml":
      return { type: "replace", selector: edit.selector, html: asRead(edit.html) };
    case "insertHtml":
      return {
        type: "insert",
        selector: edit.selector,
        position: edit.position,
        html: asRead(edit.html),
        isOnce: false,
      };
    case "move":
      return { type: "move", selector: edit.selector, to: edit.to, position: edit.position };
    case "addStyles":
      return { type: "styles", css: asRead(edit.css) };
  }
}

function imageValues({
  src,
  alt,
  srcset,
}: Extract<Change, { type: "setImage" }>): Record<string, string | null> {
  return {
    src: asRead(src),
    srcset: srcset === null ? null : asRead(srcset),
    ...(srcset === null ? { sizes: null } : {}),
    ...(alt === null ? {} : { alt: asRead(alt) }),
  };
}

/** As a browser reads it: https://html.spec.whatwg.org/#preprocessing-the-input-stream */
export function asRead(text: string): string {
  return text.toWellFormed().replace(/\r\n?/g, "\n").replaceAll("\0", "\ufffd");
}
