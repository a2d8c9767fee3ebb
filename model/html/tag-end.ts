const greaterThan = 0x3e;
const equals = 0x3d;
const slash = 0x2f;

/**
 * Finds the end of a tag without reading its attributes, as `readTag` would: a `>` within a quoted value is not one.
 * @param at behind its name
 * @returns behind its `>`; `undefined` where the text ends before
 */
export function endOfTag(text: string, at: number): number | undefined {
  const { length } = text;
  /** Behind the last value. */
  let from = at;
  for (let here = at; here < length; here += 1) {
    const code = text.charCodeAt(here);
    if (code === greaterThan) return here + 1;
    if (code !== equals || !endsAttributeName(text, from, here)) continue;
    const value = behindSpace(text, here + 1);
    const quote = text[value];
    if (quote === '"' || quote === "'") {
      const close = text.indexOf(quote, value + 1);
      if (close === -1) return undefined;
      from = close + 1;
    } else {
      // A value without quotes goes on to a space or the end of the tag, whatever else is in it.
      from = behindBareValue(text, value);
    }
    here = from - 1;
  }
  return undefined;
}

/** An equals sign before any name is a part of one. @param from where the last value ended, or the tag's name. */
function endsAttributeName(text: string, from: number, at: number): boolean {
  let last = at - 1;
  while (last >= from && isSpace(text.charCodeAt(last))) last -= 1;
  return last >= from && text.charCodeAt(last) !== slash;
}

function behindSpace(text: string, from: number): number {
  let at = from;
  while (isSpace(text.charCodeAt(at))) at += 1;
  return at;
}

function behindBareValue(text: string, from: number): number {
  let at = from;
  while (at < text.length && text.charCodeAt(at) !== greaterThan && !isSpace(text.charCodeAt(at))) at += 1;
  return at;
}

function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x09 || code === 0x0c || code === 0x0d;
}
