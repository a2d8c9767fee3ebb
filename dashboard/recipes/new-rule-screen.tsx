import "../editing/editing.css";
import "./recipes.css";
import { ErrorBoundary, useRoute } from "preact-iso";
import { late } from "../text/late.ts";
import { useSite } from "../shell/site.ts";
import { BackIcon } from "../ui/icons.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { PageHeading } from "../ui/page-heading.tsx";
import { t } from "./messages.ts";
import { RecipeForm } from "./recipe-form.tsx";
import { isRecipe, type RecipeId, recipes } from "./recipes.ts";

const BlankRule = late(() => import("../editor/new-rule.tsx").then((module) => module.NewRule));

/** `/rules/new` shows the recipes, `/rules/new/:recipe` asks what one needs, `/rules/new/blank` is a rule without one. */
export function NewRuleScreen() {
  const { params } = useRoute();
  const { href } = useSite();
  const recipe = params.recipe ?? "";
  const isChosen = recipe !== "";
  return (
    <div class="screen editor">
      <a class="back-link" href={href(isChosen ? "/rules/new" : "/rules")}>
        <BackIcon />
        {t(isChosen ? "otherRecipe" : "back")}
      </a>
      <Content recipe={recipe} />
    </div>
  );
}

function Content({ recipe }: { recipe: string }) {
  if (recipe === "") return <Recipes />;
  if (recipe === "blank")
    return (
      <ErrorBoundary>
        <BlankRule />
      </ErrorBoundary>
    );
  if (isRecipe(recipe)) return <RecipeForm key={recipe} id={recipe} />;
  return (
    <>
      <PageHeading title={t("title")} />
      <EmptyState title={t("noSuch")}>{null}</EmptyState>
    </>
  );
}

function Recipes() {
  const { href } = useSite();
  const ids = [...(Object.keys(recipes) as RecipeId[]), "blank"] as const;
  return (
    <>
      <div class="screen-head">
        <PageHeading title={t("title")} />
        <p class="lead">{t("intro")}</p>
      </div>
      <ul class="recipes" aria-label={t("list")}>
        {ids.map((id) => (
          <li key={id} class="card recipe">
            <h2>
              <a href={href(`/rules/new/${id}`)}>{t(`name_${id}`)}</a>
            </h2>
            <p>{t(`does_${id}`)}</p>
          </li>
        ))}
      </ul>
    </>
  );
}
