import { useSite } from "../shell/site.ts";
import { isNew } from "./draft-editor.tsx";
import type { AnyEditing } from "./editing.ts";

export interface UsedByProps {
  editing: Pick<AnyEditing, "base">;
  title: string;
  /** How many use it, in a sentence. */
  words: string;
  uses: readonly { path: string; name: string }[];
}

/** What uses a draft, and the way there; nothing can use one that was never saved. */
export function UsedBy({ editing, title, words, uses }: UsedByProps) {
  const { href } = useSite();
  if (isNew(editing)) return null;
  return (
    <section class="card" aria-labelledby="use-title">
      <h2 id="use-title">{title}</h2>
      <p>{words}</p>
      {uses.length > 0 && (
        <ul>
          {uses.map(({ path, name }) => (
            <li key={path}>
              <a href={href(path)}>{name}</a>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** What is edited at such a path: `/rules`. */
export function usesAt(path: string, all: readonly { id: string; name: string }[]): UsedByProps["uses"] {
  return all.map(({ id, name }) => ({ path: `${path}/${encodeURIComponent(id)}`, name }));
}
