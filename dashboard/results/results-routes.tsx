import "../rules/rules.css";
import "./results.css";
import { useRoute } from "preact-iso";
import { useSite } from "../shell/site.ts";
import { ResultScreen } from "./result-screen.tsx";
import { ResultsScreen } from "./results-screen.tsx";
import { SharedScreen } from "./shared-screen.tsx";

/** `/results` and `/results/:rule`; and `/shared`, which is outside of the shell. */
export function ResultsRoutes() {
  return location.pathname === "/shared" ? <SharedScreen /> : <OwnResults />;
}

function OwnResults() {
  const { params } = useRoute();
  const { site } = useSite();
  const rule = params["rule"] ?? "";
  return rule === "" ? <ResultsScreen /> : <ResultScreen key={`${site.id} ${rule}`} rule={rule} />;
}
