import "../recipes/recipes.css";
import { useMemo } from "preact/hooks";
import type { Goal } from "../../model/goal.ts";
import { useSite } from "../shell/site.ts";
import { EmptyState } from "../ui/empty-state.tsx";
import { BackIcon } from "../ui/icons.tsx";
import { PageHeading } from "../ui/page-heading.tsx";
import { GoalEditor } from "./goal-editor.tsx";
import { newGoal } from "./load-goal.ts";
import { t } from "./messages.ts";
import {
  blankGoal,
  isStartingPoint,
  startedFrom,
  type StartingPoint,
  startingPoints,
} from "./starting-points.ts";

/** `/goals/new` shows what to start from, `/goals/new/:from` is the goal made of it, `/goals/new/blank` one without. */
export function NewGoalScreen({ from }: { from: string }) {
  const { href } = useSite();
  return (
    <div class="screen editor">
      <a class="back-link" href={href(from === "" ? "/goals" : "/goals/new")}>
        <BackIcon />
        {t(from === "" ? "title" : "otherPoint")}
      </a>
      <Content from={from} />
    </div>
  );
}

function Content({ from }: { from: string }) {
  if (from === "") return <StartingPoints />;
  if (from === "blank") return <NewGoal document={blankGoal} />;
  if (isStartingPoint(from)) return <NewGoal document={startedFrom(from)} />;
  return (
    <>
      <PageHeading title={t("newTitle")} />
      <EmptyState title={t("noSuch")}>{null}</EmptyState>
    </>
  );
}

function StartingPoints() {
  const { href } = useSite();
  const ids = [...(Object.keys(startingPoints) as StartingPoint[]), "blank"] as const;
  return (
    <>
      <div class="screen-head">
        <PageHeading title={t("newTitle")} />
        <p class="lead">{t("pointsIntro")}</p>
      </div>
      <ul class="recipes" aria-label={t("points")}>
        {ids.map((id) => (
          <li key={id} class="card recipe">
            <h2>
              <a href={href(`/goals/new/${id}`)}>{t(`point_${id}`)}</a>
            </h2>
            <p>{t(`about_${id}`)}</p>
          </li>
        ))}
      </ul>
    </>
  );
}

function NewGoal({ document }: { document: Goal }) {
  const { site } = useSite();
  const editing = useMemo(() => newGoal(site.id, document), [site.id]);
  return <GoalEditor data={{ editing, usedBy: [] }} />;
}
