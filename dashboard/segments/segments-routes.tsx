import "../rules/rules.css";
import "../editing/editing.css";
import "../customers/customers.css";
import { useRoute } from "preact-iso";
import { useSite } from "../shell/site.ts";
import { NewSegmentScreen, SegmentScreen } from "./segment-screen.tsx";
import { SegmentsScreen } from "./segments-screen.tsx";

/** `/segments`, `/segments/new` and `/segments/:id`. */
export function SegmentsRoutes() {
  const { params } = useRoute();
  const { site } = useSite();
  const id = params["id"] ?? "";
  if (id === "") return <SegmentsScreen />;
  if (id === "new") return <NewSegmentScreen key={site.id} />;
  return <SegmentScreen key={`${site.id}/${id}`} id={id} />;
}
