import { useEffect, useRef, useState } from "preact/hooks";
import { api } from "../api/api.ts";
import { usePages } from "../api/use-pages.ts";
import { useSite } from "../shell/site.ts";
import { Button } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { LoadError } from "../ui/load-error.tsx";
import { PageHeading } from "../ui/page-heading.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { useSlash } from "../ui/use-slash.ts";
import { t } from "./messages.ts";
import { PersonRow } from "./person-row.tsx";

/** What was searched for last, for whoever comes back from a customer. It never stands in an address. */
const lastAsked = { site: "", text: "" };

/** `/customers`: finds people; without a search, those who are known, the ones seen last first. */
export function CustomersScreen() {
  const { site } = useSite();
  const [typed, setTyped] = useState(lastAsked.site === site.id ? lastAsked.text : "");
  const [asked, setAsked] = useState(typed);
  const { loaded, reload, more, loadingMore } = usePages(`${site.id}/${asked}`, (query) =>
    people(site.id, asked, query),
  );
  const field = useRef<HTMLInputElement>(null);
  useSlash(field);
  useEffect(() => void Object.assign(lastAsked, { site: site.id, text: asked }), [site.id, asked]);
  const ask = (text: string) => {
    if (text === asked) reload();
    setAsked(text);
  };
  const { data, error } = loaded.value;
  return (
    <div class="screen">
      <div class="screen-head">
        <PageHeading title={t("title")} />
        <p class="lead">{t("intro")}</p>
      </div>
      <form
        class="search"
        role="search"
        onSubmit={(event) => {
          event.preventDefault();
          ask(typed.trim());
        }}
      >
        <label for="find">{t("find")}</label>
        <div class="search-line">
          <input
            ref={field}
            id="find"
            class="input"
            type="search"
            maxLength={320}
            autocomplete="off"
            spellcheck={false}
            aria-describedby="find-hint"
            aria-keyshortcuts="/"
            value={typed}
            onInput={({ currentTarget: { value } }) => {
              setTyped(value);
              if (value === "") ask("");
            }}
          />
          <Button type="submit" look="primary">
            {t("search")}
          </Button>
        </div>
        <p class="hint" id="find-hint">
          {t("findHint")}
        </p>
      </form>
      {error !== undefined && <LoadError error={error} onRetry={reload} />}
      {data === undefined && error === undefined && <Skeleton lines={6} />}
      {data?.items.length === 0 && <Nobody asked={asked} />}
      {data !== undefined && data.items.length > 0 && (
        <section aria-labelledby="people-title" class="people">
          <div role="status">
            <h2 id="people-title">
              {asked === ""
                ? t("seenLast")
                : t(data.next === null ? "found" : "foundFirst", { count: data.items.length })}
            </h2>
          </div>
          <ul class="rules">
            {data.items.map((person) => (
              <PersonRow key={person.id} person={person} />
            ))}
          </ul>
          {data.next !== null && (
            <Button busy={loadingMore.value} onClick={() => void more()}>
              {t("more")}
            </Button>
          )}
        </section>
      )}
    </div>
  );
}

function Nobody({ asked }: { asked: string }) {
  if (asked !== "")
    return (
      <EmptyState title={t("unknownTitle")}>
        <p>{t("unknown")}</p>
      </EmptyState>
    );
  return (
    <EmptyState title={t("emptyTitle")}>
      <p>{t("empty")}</p>
    </EmptyState>
  );
}

async function people(site: string, text: string, query: { after?: string }) {
  const { profiles, next } =
    text === ""
      ? await api("GET /profiles?site=:site", { site, query })
      : await api("POST /profiles/search?site=:site", { site, query, body: { q: text } });
  return { items: profiles, next };
}
