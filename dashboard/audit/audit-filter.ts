/** Which entries the address asks for: of one person, of one kind of things, of one thing. */
export interface AuditFilter {
  by?: string;
  kind?: string;
  id?: string;
}

/** What `/settings/audit?kind=rule&id=welcome` asks for. */
export function filterOf(query: Readonly<Record<string, string>>): AuditFilter {
  const { by = "", kind = "", id = "" } = query;
  return {
    ...(by === "" ? {} : { by }),
    ...(kind === "" ? {} : { kind }),
    ...(kind === "" || id === "" ? {} : { id }),
  };
}

/** The path that asks for it, without the site. */
export function auditPath(filter: AuditFilter): string {
  const query = new URLSearchParams({ ...filter }).toString();
  return query === "" ? "/settings/audit" : `/settings/audit?${query}`;
}
