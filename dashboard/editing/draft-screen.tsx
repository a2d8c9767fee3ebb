import "./editing.css";
import type { ComponentChildren } from "preact";
import type { Kind } from "../../model/configuration.ts";
import { useLoad } from "../api/use-load.ts";
import { useSite } from "../shell/site.ts";
import { BackIcon } from "../ui/icons.tsx";
import { LoadError } from "../ui/load-error.tsx";
import { PageHeading } from "../ui/page-heading.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import type { Editing } from "./editing.ts";

export interface DraftScreenProps<Data> {
  /** Of another id, another draft is loaded. */
  id: string;
  load: () => Promise<Data>;
  /** The list that it is from. */
  back: { path: string; text: string };
  /** What it is, before its name is known. */
  title: string;
  children: (data: Data) => ComponentChildren;
}

/** A screen that loads one draft, then lets it be edited. */
export function DraftScreen<Data extends { editing: Pick<Editing<Kind>, "refresh"> }>({
  id,
  load,
  back,
  title,
  children,
}: DraftScreenProps<Data>) {
  const { site, href } = useSite();
  const { loaded, reload } = useLoad(
    `${site.id}${back.path}/${id}`,
    load,
    // What is typed here and not saved stays. Where this fails, the next save runs into the newer draft and says so.
    ({ editing }) => void editing.refresh().catch(() => {}),
  );
  const { data, error } = loaded.value;
  return (
    <div class="screen editor">
      <a class="back-link" href={href(back.path)}>
        <BackIcon />
        {back.text}
      </a>
      {data === undefined ? (
        <>
          <PageHeading title={title} />
          {error === undefined ? <Skeleton lines={6} /> : <LoadError error={error} onRetry={reload} />}
        </>
      ) : (
        children(data)
      )}
    </div>
  );
}
