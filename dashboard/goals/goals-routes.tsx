import "../rules/rules.css";
import "../editing/editing.css";
import "../editor/editor.css";
import "../conditions/conditions.css";
import "./goals.css";
import { useRoute } from "preact-iso";
import { useSite } from "../shell/site.ts";
import { GoalScreen } from "./goal-screen.tsx";
import { GoalsScreen } from "./goals-screen.tsx";
import { NewGoalScreen } from "./new-goal-screen.tsx";

/** `/goals`, `/goals/:id`, `/goals/new` with what to start from, and `/goals/new/:from`. */
export function GoalsRoutes() {
  const { params } = useRoute();
  const { site } = useSite();
  const { id = "", from = "" } = params;
  if (id === "") return <GoalsScreen />;
  if (id === "new") return <NewGoalScreen key={`${site.id}/${from}`} from={from} />;
  return <GoalScreen key={`${site.id}/${id}`} id={id} />;
}
