import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { t } from "./messages.ts";

/** The parts of a rule's form by their ids, in the order in which they stand there; of a new rule its name comes first. */
const parts = [
  ["who", "partWho"],
  ["what", "partWhat"],
  ["where", "whereTitle"],
  ["when", "whenTitle"],
  ["staged", "partStaged"],
  ["often", "oftenTitle"],
  ["judged", "judgedTitle"],
  ["sharing", "partSharing"],
  ["wins", "winsTitle"],
  ["named", "namedTitle"],
] as const;

/** Leads to each part of a rule's form, and says which of them is in view. */
export function SectionNav({ isNamedFirst }: { isNamedFirst: boolean }) {
  const current = useSignal("");
  const inOrder = isNamedFirst ? [...parts.slice(-1), ...parts.slice(0, -1)] : parts;
  useEffect(() => {
    const inView = new Set<string>();
    // A part counts as in view where it crosses a line below the bars.
    const observer = new IntersectionObserver(
      (entries) => {
        for (const { target, isIntersecting } of entries)
          if (isIntersecting) inView.add(target.id);
          else inView.delete(target.id);
        current.value = parts.find(([id]) => inView.has(id))?.[0] ?? "";
      },
      { rootMargin: "-30% 0px -69% 0px" },
    );
    for (const [id] of parts) {
      const section = document.getElementById(id);
      if (section !== null) observer.observe(section);
    }
    return () => observer.disconnect();
  }, []);
  return (
    <nav class="section-nav" aria-label={t("parts")}>
      <ul>
        {inOrder.map(([id, title]) => (
          <li key={id}>
            <a href={`#${id}`} aria-current={current.value === id || undefined}>
              {t(title)}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
