import "../rules/rules.css";
import "../editing/editing.css";
import { useRoute } from "preact-iso";
import { useSite } from "../shell/site.ts";
import { NewPlacementScreen, PlacementScreen } from "./placement-screen.tsx";
import { PlacementsScreen } from "./placements-screen.tsx";

/** `/placements`, `/placements/new` and `/placements/:id`. */
export function PlacementsRoutes() {
  const { params } = useRoute();
  const { site } = useSite();
  const id = params["id"] ?? "";
  if (id === "") return <PlacementsScreen />;
  if (id === "new") return <NewPlacementScreen key={site.id} />;
  return <PlacementScreen key={`${site.id}/${id}`} id={id} />;
}
