import { useState } from "preact/hooks";
import { api } from "../api/api.ts";
import { attempt } from "../settings/attempt.ts";
import { ConfirmDialog } from "../settings/confirm-dialog.tsx";
import { Part } from "../settings/part.tsx";
import { useWhen } from "../settings/when.ts";
import { useSite } from "../shell/site.ts";
import { language } from "../text/language.ts";
import { Button } from "../ui/button.tsx";
import { announce } from "../ui/status.tsx";
import { LinkDialog } from "./link-dialog.tsx";
import { mayServe } from "./may.ts";
import { t } from "./messages.ts";
import { type Identities, partedBy, type SeenLink } from "./parted.ts";
import { identityText } from "./who.ts";

export interface IdentitiesCardProps {
  profile: string;
  identities: Identities | undefined;
  onChange: () => void;
}

/** Who they are: what names them, who said so and when, and how to take that back. */
export function IdentitiesCard({ profile, identities, onChange }: IdentitiesCardProps) {
  const { site } = useSite();
  const [undoing, setUndoing] = useState<SeenLink | null>(null);
  const [linking, setLinking] = useState(false);
  const [busy, setBusy] = useState(false);
  const undo = async (link: SeenLink) => {
    setBusy(true);
    const undone = await attempt(() =>
      api("POST /profiles/links/:link/undo?site=:site", { site: site.id, link: link.id }),
    );
    setBusy(false);
    setUndoing(null);
    if (undone === undefined) return;
    announce("done", t("linkUndone"));
    onChange();
  };
  return (
    <Part title={t("identities")}>
      {identities === undefined && <p class="hint">{t("identitiesUnknown")}</p>}
      {identities !== undefined && identities.nodes.length === 0 && <p class="hint">{t("notLinked")}</p>}
      {identities !== undefined && identities.nodes.length > 0 && (
        <ul class="identities">
          {identities.nodes.map((node) => (
            <li key={node.node}>
              {identityText(node)}
              {node.sharedBy !== null && <span class="hint"> {t("shared", { persons: node.sharedBy })}</span>}
            </li>
          ))}
        </ul>
      )}
      {identities !== undefined && identities.links.length > 0 && (
        <details>
          <summary>{t("links", { count: identities.links.length })}</summary>
          <ul class="links">
            {identities.links.map((link) => (
              <LinkRow key={link.id} link={link} onUndo={() => setUndoing(link)} />
            ))}
          </ul>
        </details>
      )}
      {mayServe() && (
        <div>
          <Button onClick={() => setLinking(true)}>{t("addIdentity")}</Button>
        </div>
      )}
      {undoing !== null && identities !== undefined && (
        <ConfirmDialog
          title={t("undoTitle")}
          body={undoSentence(identities, undoing)}
          keep={t("keepLink")}
          go={t("yesUndo")}
          busy={busy}
          onClose={() => setUndoing(null)}
          onGo={() => void undo(undoing)}
        />
      )}
      {linking && <LinkDialog profile={profile} onClose={() => setLinking(false)} onLinked={onChange} />}
    </Part>
  );
}

function LinkRow({ link, onUndo }: { link: SeenLink; onUndo: () => void }) {
  const when = useWhen();
  const names = link.nodes.map(identityText).join(", ");
  const at = when(new Date(link.timeMs).toISOString());
  const [refused] = link.refused;
  return (
    <li>
      <p>{names}</p>
      <p class="hint">
        {saidBy(link.by, at)}
        {link.undone !== null &&
          ` ${t("wasUndone", { when: when(new Date(link.undone.atMs).toISOString()) })}`}
        {refused !== undefined && ` ${t(`refused_${refused.reason}`)}`}
      </p>
      {mayServe() && link.undone === null && (
        <Button look="quiet" aria-label={t("undoLinkOf", { names })} onClick={onUndo}>
          {t("undoLink")}
        </Button>
      )}
    </li>
  );
}

function saidBy(by: string, when: string): string {
  switch (by) {
    case "shop":
    case "api":
    case "import":
      return t(`by_${by}`, { when });
    default:
      return t("by_person", { when });
  }
}

/** What comes of it, said before. */
function undoSentence(identities: Identities, { id }: SeenLink): string {
  const parted = new Set(partedBy(identities, id));
  const names = identities.nodes.filter(({ node }) => parted.has(node)).map(identityText);
  if (names.length === 0) return `${t("undoNothing")} ${t("undoForGood")}`;
  const list = new Intl.ListFormat(language, { type: "conjunction" }).format(names);
  return `${t("undoParts", { names: list })} ${t("undoForGood")}`;
}
