import { isSafeLink, linkRule } from "../link.ts";
import { fieldProblem } from "./fields.ts";
import { dateStyles } from "./formats.ts";
import { isDateStyle, plainFilters } from "./filters.ts";
import { isPlain, parseTemplate, type ParsedTemplate, templateTags, type TemplateUse } from "./template.ts";

/** Says in a sentence what is wrong with a template, or `undefined` where nothing is. */
export function templateProblem(source: string, use: TemplateUse): string | undefined {
  if (isPlain(source)) return use === "link" && !isSafeLink(source) ? linkRule : undefined;
  let template: ParsedTemplate;
  try {
    template = parseTemplate(source, use);
  } catch (error) {
    return syntaxProblem(error instanceof Error ? error.message : "");
  }
  for (const name of template.names()) {
    const problem = fieldProblem(name);
    if (problem !== undefined) return problem;
  }
  return dateProblem(source) ?? (use === "link" ? linkProblem(source, template.start) : undefined);
}

/** Liquid's own words are for developers; these are the mistakes that people make. */
function syntaxProblem(message: string): string {
  const tag = /^tag "([^"]*)" not found/.exec(message)?.[1];
  if (tag !== undefined) {
    return /^end|^els|^when$/.test(tag)
      ? `{% ${tag} %} closes or continues something that was not begun.`
      : `There is no tag {% ${tag} %}. There are ${templateTags.join(", ")}.`;
  }
  const filter = /^undefined filter: (.*?)(, line:\d+, col:\d+)?$/.exec(message)?.[1];
  if (filter !== undefined) {
    if (/^(raw|h|escape\w*|.*_escape|url_encode)$/.test(filter)) {
      return `Leave "| ${filter}" out: what a field holds is always made safe for the page.`;
    }
    return `There is no filter called ${filter}. There are ${[...plainFilters, "money", "date"].join(", ")}.`;
  }
  if (/not closed/.test(message)) {
    return "A field or tag is not closed: {{ ends with }}, {% with %}, and {% if %} with {% endif %}.";
  }
  return "This cannot be read. A field is written {{ city }}, with a filter {{ city | upcase }}.";
}

function dateProblem(source: string): string | undefined {
  const written = /\|\s*date\s*:\s*(?:"([^"]*)"|'([^']*)')/.exec(source);
  const style = written?.[1] ?? written?.[2];
  if (style === undefined || isDateStyle(style)) return undefined;
  return `A date is written ${dateStyles.map((known) => `"${known}"`).join(", ")}; the language says how.`;
}

/** The text before the first field decides where a link leads: no field may choose the shop. */
function linkProblem(source: string, start: string): string | undefined {
  if (!/^(\/(?![/\\])|[?#]|https?:\/\/[^\s\\/?#{}@]+[/?#])/i.test(start)) {
    return "A link with a field in it starts with text that says where it leads, such as /category/ or https://shop.example/.";
  }
  const text = source.replace(/\{\{[^]*?\}\}/g, "x").replace(/\{%[^]*?%\}/g, "");
  return isSafeLink(text) && !hasDotSegment(text) ? undefined : linkRule;
}

/** Whether a part of the path is `.` or `..`, as browsers read them: then the path is another than is written. */
export function hasDotSegment(link: string): boolean {
  const path = link.replace(/[?#][^]*$/, "");
  return path.split("/").some((part) => /^(\.|%2e){1,2}$/i.test(part));
}
