import type { Api } from "../../worker/api/contract.ts";
import { Button } from "../ui/button.tsx";
import { SelectField } from "../ui/select-field.tsx";
import type { AuditFilter } from "./audit-filter.ts";
import { kindName, kindNames, t } from "./messages.ts";

type Entry = Api["GET /audit?site=:site"]["answer"]["entries"][number];

export interface AuditFiltersProps {
  filter: AuditFilter;
  /** Those that are shown: whoever did them can be chosen. */
  entries: readonly Entry[];
  onFilter: (filter: AuditFilter) => void;
}

/** By whom, and to what. */
export function AuditFilters({ filter, entries, onFilter }: AuditFiltersProps) {
  const { by, kind, id } = filter;
  const people = new Map(entries.map((entry) => [entry.by.id, entry.by.name]));
  if (by !== undefined && !people.has(by)) people.set(by, by);
  const thing = entries.find(({ about }) => about.kind === kind && about.id === id)?.about.name;
  return (
    <div class="audit-filters">
      <SelectField
        label={t("kind")}
        value={kind ?? ""}
        options={[
          { value: "", label: t("allKinds") },
          ...(Object.keys(kindNames) as (keyof typeof kindNames)[]).map((value) => ({
            value,
            label: kindName(value),
          })),
        ]}
        onValue={(value) =>
          onFilter({ ...(by === undefined ? {} : { by }), ...(value === "" ? {} : { kind: value }) })
        }
      />
      <SelectField
        label={t("person")}
        value={by ?? ""}
        options={[
          { value: "", label: t("everybody") },
          ...[...people].map(([value, label]) => ({ value, label })),
        ]}
        onValue={(value) => {
          const { by: _before, ...rest } = filter;
          onFilter(value === "" ? rest : { ...rest, by: value });
        }}
      />
      {id !== undefined && (
        <p>
          {t("ofThing", { name: thing || id })}{" "}
          <Button look="quiet" onClick={() => onFilter({})}>
            {t("showAll")}
          </Button>
        </p>
      )}
    </div>
  );
}
