import { ApiError, messageOf } from "../api/api-error.ts";
import { NotPublishedError } from "./add-site.ts";
import { t } from "./messages.ts";
import { fieldOf, hostsFrom, type SiteForm } from "./site-form.ts";

/** What kept a site from being added: by field, and what no field can show. */
export interface SiteProblems {
  fields: Partial<Record<keyof SiteForm, string>>;
  /** Empty where every problem has a field. */
  general: string;
}

export const noProblems: SiteProblems = { fields: {}, general: "" };

/** @param thrown by `addSite`, with the form as it was sent. */
export function problemsOf(thrown: unknown, form: SiteForm): SiteProblems {
  if (thrown instanceof NotPublishedError)
    return { fields: {}, general: t("notPublished", { reason: thrown.message }) };
  if (!(thrown instanceof ApiError)) return { fields: {}, general: messageOf(thrown) };
  // Of a new site only a host can be somebody else's.
  if (thrown.code === "conflict") return { fields: { hosts: thrown.message }, general: "" };
  if (thrown.problems.length === 0) return { fields: {}, general: thrown.message };

  const hosts = hostsFrom(form.hosts);
  const fields: SiteProblems["fields"] = {};
  const others: string[] = [];
  for (const problem of thrown.problems) {
    const field = fieldOf(problem);
    if (field === undefined) others.push(problem.message);
    else fields[field] ??= sentenceFor(problem.path, problem.message, hosts);
  }
  return { fields, general: others.length === 0 ? "" : [t("notAdded"), ...others].join(" ") };
}

/** Of several hosts, the one that is meant is named. */
function sentenceFor(path: string, problem: string, hosts: readonly string[]): string {
  const value = hosts[Number(/^hosts\[(\d+)\]/.exec(path)?.[1])];
  return value === undefined || hosts.length === 1 ? problem : t("problemOf", { value, problem });
}
