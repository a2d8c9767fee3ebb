import { DraftScreen } from "../editing/draft-screen.tsx";
import { useSite } from "../shell/site.ts";
import { GoalEditor } from "./goal-editor.tsx";
import { loadGoal } from "./load-goal.ts";
import { t } from "./messages.ts";

/** `/goals/:id` */
export function GoalScreen({ id }: { id: string }) {
  const { site } = useSite();
  return (
    <DraftScreen
      id={id}
      load={() => loadGoal(site.id, id)}
      back={{ path: "/goals", text: t("title") }}
      title={t("one")}
    >
      {(data) => <GoalEditor data={data} />}
    </DraftScreen>
  );
}
