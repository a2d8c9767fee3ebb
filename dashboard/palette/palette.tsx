import "../ui/dialog.css";
import "./palette.css";
import { useLocation } from "preact-iso";
import { useMemo, useState } from "preact/hooks";
import { useLoad } from "../api/use-load.ts";
import { maySeeCustomers } from "../customers/may.ts";
import { usePeople } from "../customers/use-people.ts";
import { mayChange } from "../shell/may-change.ts";
import { useSite } from "../shell/site.ts";
import { go } from "../shell/unsaved.ts";
import { type Choice, Combobox } from "../ui/combobox.tsx";
import { CloseIcon } from "../ui/icons.tsx";
import { t as shared } from "../ui/messages.ts";
import { useModal } from "../ui/use-modal.ts";
import { findTargets } from "./find-targets.ts";
import { loadThings, type Thing } from "./load-things.ts";
import { t } from "./messages.ts";
import { placesOn } from "./places.ts";
import type { Target } from "./target.ts";

/** Whoever sees none of what they mean among these types another letter. */
const mostShown = 50;

/** With one letter nobody is meant. */
const fewestLetters = 2;

/** Every screen, everything that has a name, and customers, by a few letters of it. */
export function Palette({ onClose }: { onClose: () => void }) {
  const { site, href } = useSite();
  const { route } = useLocation();
  const [typed, setTyped] = useState("");
  const { loaded } = useLoad(site.id, () => loadThings(site.id));
  const { data } = loaded.value;
  const things = useMemo(() => thingsOn(href, data?.things ?? []), [data]);
  const places = useMemo(() => placesOn(href), []);
  // Things are many: they come once somebody says which.
  const wanted = typed.trim();
  const isAsked = wanted !== "";
  const named = findTargets(typed, isAsked ? [...places, ...things] : places);
  // They come later, and below: what is marked stays where it is.
  const mayFind = maySeeCustomers() && wanted.length >= fewestLetters;
  const people = usePeople(mayFind ? wanted : "");
  const customers = (people?.people ?? []).map((person) => customerAt(href, person));
  const count = named.length + customers.length;

  const follow = ({ to }: Target) => {
    onClose();
    if (typeof to !== "string") to();
    else if (to !== location.pathname + location.search) go(to, route);
  };
  const status = () => {
    if (!isAsked) return "";
    if (data === undefined || (mayFind && people === undefined && count === 0)) return t("looking");
    const found = t("found", { count });
    return data.isWhole ? found : `${found} ${t("notWhole")}`;
  };
  return (
    <dialog {...useModal(onClose)} class="dialog palette" aria-label={t("title")}>
      <div class="palette-page">
        <Combobox
          label={t("label")}
          status={status()}
          maxLength={200}
          text={typed}
          onText={setTyped}
          choices={[...named.slice(0, mostShown), ...customers]}
          onChoice={follow}
        />
        <button type="button" class="icon-button" aria-label={shared("close")} onClick={onClose}>
          <CloseIcon />
        </button>
      </div>
    </dialog>
  );
}

function customerAt(href: (path: string) => string, { id, name, note }: Choice): Target {
  const path = `/customers/${encodeURIComponent(id)}`;
  return { id: path, name, note: [t("customer"), note].filter(Boolean).join(" · "), to: href(path) };
}

/** Where things are, and for whoever may change them, rules on the page as well. */
function thingsOn(href: (path: string) => string, things: readonly Thing[]): Target[] {
  const pathOf = ({ kind, id }: Thing) => `/${kind}/${encodeURIComponent(id)}`;
  const rules = mayChange() ? things.filter(({ kind }) => kind === "rules") : [];
  return [
    ...things.map((thing) => ({
      id: pathOf(thing),
      name: thing.name,
      note: t(thing.kind),
      to: href(pathOf(thing)),
    })),
    ...rules.map((rule) => ({
      id: `${pathOf(rule)}/page`,
      name: rule.name,
      note: t("onPage"),
      to: href(`${pathOf(rule)}/page`),
    })),
  ];
}
