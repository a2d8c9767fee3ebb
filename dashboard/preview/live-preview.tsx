import { useEffect, useState } from "preact/hooks";
import { arrived } from "../text/arrived.ts";
import { Skeleton } from "../ui/skeleton.tsx";
import type { PreviewSection } from "./preview-section.tsx";

/** The real page with a rule's draft, beside what it is edited with; it comes after the rest of the screen. */
export function LivePreview(props: Parameters<typeof PreviewSection>[0]) {
  const [loaded, setLoaded] = useState<{ Section: typeof PreviewSection | null }>();
  useEffect(() => {
    const load = async () => {
      const { PreviewSection: Section } = await import("./preview-section.tsx");
      await arrived();
      setLoaded({ Section });
    };
    // Without it the rule can be edited all the same.
    load().catch(() => setLoaded({ Section: null }));
  }, []);
  if (loaded === undefined)
    return (
      <div class="card live-preview" id="preview">
        <Skeleton lines={3} />
      </div>
    );
  return loaded.Section === null ? null : <loaded.Section {...props} />;
}
