import { useSite } from "../shell/site.ts";

export interface UsedByProps {
  title: string;
  /** How many use it, in a sentence. */
  words: string;
  uses: readonly { path: string; name: string }[];
}

/** What uses a draft, and the way there. */
export function UsedBy({ title, words, uses }: UsedByProps) {
  const { href } = useSite();
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
