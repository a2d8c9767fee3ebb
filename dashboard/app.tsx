import { ErrorBoundary, LocationProvider, Route, Router, useLocation } from "preact-iso";
import { SessionGuard } from "./session/session-guard.tsx";
import { NothingHere } from "./shell/late-nothing-here.ts";
import { Shell } from "./shell/shell.tsx";
import { StatusRegion } from "./ui/status.tsx";
import { late } from "./text/late.ts";

const SignInScreen = late(() => import("./session/sign-in-screen.tsx").then((module) => module.SignInScreen));
const HomeScreen = late(() => import("./home/home-screen.tsx").then((module) => module.HomeScreen));
const InstallScreen = late(() =>
  import("./install/install-screen.tsx").then((module) => module.InstallScreen),
);
const RulesScreen = late(() => import("./rules/rules-screen.tsx").then((module) => module.RulesScreen));
const RuleEditorScreen = late(() =>
  import("./editor/rule-editor-screen.tsx").then((module) => module.RuleEditorScreen),
);
const OnPageScreen = late(() => import("./on-page/on-page-screen.tsx").then((module) => module.OnPageScreen));
const NewRuleScreen = late(() =>
  import("./recipes/new-rule-screen.tsx").then((module) => module.NewRuleScreen),
);
const OffersRoutes = late(() => import("./offers/offers-routes.tsx").then((module) => module.OffersRoutes));
const CouponsRoutes = late(() =>
  import("./coupons/coupons-routes.tsx").then((module) => module.CouponsRoutes),
);
const SegmentsRoutes = late(() =>
  import("./segments/segments-routes.tsx").then((module) => module.SegmentsRoutes),
);
const PlacementsRoutes = late(() =>
  import("./placements/placements-routes.tsx").then((module) => module.PlacementsRoutes),
);
const GoalsRoutes = late(() => import("./goals/goals-routes.tsx").then((module) => module.GoalsRoutes));
const CustomersRoutes = late(() =>
  import("./customers/customers-routes.tsx").then((module) => module.CustomersRoutes),
);
const ResultsRoutes = late(() =>
  import("./results/results-routes.tsx").then((module) => module.ResultsRoutes),
);
const VersionsScreen = late(() =>
  import("./versions/versions-screen.tsx").then((module) => module.VersionsScreen),
);
const SettingsScreen = late(() =>
  import("./settings/settings-screen.tsx").then((module) => module.SettingsScreen),
);

/** Fetches one of the screens that most begin with while the shell is still asking who is there: two waits become one. */
function preloadScreen(path: string): void {
  const isEditor = /^\/rules\/(?!new$)[^/]+$/.test(path);
  const screen =
    path === "/" ? HomeScreen : path === "/rules" ? RulesScreen : isEditor ? RuleEditorScreen : undefined;
  // Where this fails, showing the screen fails again, and that is when it is dealt with.
  screen?.preload().catch(() => {});
}
preloadScreen(location.pathname);

/** The dashboard. */
export function App() {
  return (
    <LocationProvider>
      <SessionGuard />
      <Screens />
      <StatusRegion />
    </LocationProvider>
  );
}

function Screens() {
  const { path } = useLocation();
  const Alone = path === "/sign-in" ? SignInScreen : path === "/shared" ? ResultsRoutes : undefined;
  if (Alone !== undefined) {
    return (
      <ErrorBoundary>
        <Alone />
      </ErrorBoundary>
    );
  }
  return (
    <Shell>
      <Router>
        <Route path="/" component={HomeScreen} />
        <Route path="/install" component={InstallScreen} />
        <Route path="/rules" component={RulesScreen} />
        <Route path="/rules/new/:recipe?" component={NewRuleScreen} />
        <Route path="/rules/:id" component={RuleEditorScreen} />
        <Route path="/rules/:id/page" component={OnPageScreen} />
        <Route path="/offers/:id?" component={OffersRoutes} />
        <Route path="/placements/:id?" component={PlacementsRoutes} />
        <Route path="/coupons/:id?" component={CouponsRoutes} />
        <Route path="/segments/:id?" component={SegmentsRoutes} />
        <Route path="/goals/:id?/:from?" component={GoalsRoutes} />
        <Route path="/customers" component={CustomersRoutes} />
        <Route path="/customers/*" component={CustomersRoutes} />
        <Route path="/results/:rule?" component={ResultsRoutes} />
        <Route path="/publish" component={VersionsScreen} />
        <Route path="/settings/:part?" component={SettingsScreen} />
        <Route default component={NothingHere} />
      </Router>
    </Shell>
  );
}
