/** A message cut at its values: texts and values in reading order. */
export type Parts<Value> = (string | Value)[];

/**
 * Puts values into a message in the two forms of ICU MessageFormat that the dashboard needs: `{name}`, and
 * `{count, plural, =0 {none} one {# rule} other {# rules}}`, in which `#` is the number in the locale's digits.
 * Source: https://unicode-org.github.io/icu/userguide/format_parse/messages/
 */
export function formatMessage<Value>(
  message: string,
  values: Record<string, Value>,
  locale: string,
): Parts<Value> {
  const parts: Parts<Value> = [];
  let at = 0;
  while (at < message.length) {
    const open = message.indexOf("{", at);
    if (open === -1) break;
    if (open > at) parts.push(message.slice(at, open));
    const close = closingBrace(message, open);
    const [name = "", kind, forms = ""] = splitArgument(message.slice(open + 1, close));
    const value = values[name];
    if (kind === "plural") parts.push(...plural(forms, Number(value), values, locale));
    else parts.push(value ?? `{${name}}`);
    at = close + 1;
  }
  if (at < message.length) parts.push(message.slice(at));
  return parts;
}

function plural<Value>(
  forms: string,
  count: number,
  values: Record<string, Value>,
  locale: string,
): Parts<Value> {
  const texts = new Map<string, string>();
  for (const match of forms.matchAll(/(=\d+|[a-z]+)\s*(?=\{)/g)) {
    const open = match.index + match[0].length;
    if (depthAt(forms, match.index) > 0) continue;
    texts.set(match[1] ?? "", forms.slice(open + 1, closingBrace(forms, open)));
  }
  const { rules, digits: format } = formsOf(locale);
  const category = rules.select(count);
  const text = texts.get(`=${count}`) ?? texts.get(category) ?? texts.get("other") ?? "";
  const digits = format.format(count);
  return formatMessage(text.replaceAll("#", digits), values, locale);
}

/** Making them takes longer than all that is done with them in a list of hundreds. There are as many as languages are read. */
const pluralForms = new Map<string, { rules: Intl.PluralRules; digits: Intl.NumberFormat }>();

function formsOf(locale: string) {
  const known = pluralForms.get(locale) ?? {
    rules: new Intl.PluralRules(locale),
    digits: new Intl.NumberFormat(locale),
  };
  pluralForms.set(locale, known);
  return known;
}

/** `count, plural, one {…}` → `["count", "plural", "one {…}"]`. */
function splitArgument(inside: string): string[] {
  const match = /^\s*(\w+)\s*(?:,\s*(\w+)\s*,([\s\S]*))?$/.exec(inside);
  return match === null ? [inside] : [match[1] ?? "", match[2] ?? "", match[3] ?? ""];
}

function closingBrace(text: string, open: number): number {
  let depth = 0;
  for (let at = open; at < text.length; at++) {
    if (text[at] === "{") depth++;
    else if (text[at] === "}" && --depth === 0) return at;
  }
  throw new Error(`A brace is not closed in “${text}”.`);
}

function depthAt(text: string, end: number): number {
  let depth = 0;
  for (let at = 0; at < end; at++) depth += text[at] === "{" ? 1 : text[at] === "}" ? -1 : 0;
  return depth;
}
