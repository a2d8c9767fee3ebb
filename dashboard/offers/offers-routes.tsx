import { ErrorBoundary, useRoute } from "preact-iso";
import { late } from "../text/late.ts";
import { OffersScreen } from "./offers-screen.tsx";

/** Whoever looks at the list does not wait for the form. */
const offerScreen = () => import("./offer-screen.tsx");
const OfferScreen = late(() => offerScreen().then((module) => module.OfferScreen));
const NewOfferScreen = late(() => offerScreen().then((module) => module.NewOfferScreen));

/** `/offers`, `/offers/new` and `/offers/:id`. */
export function OffersRoutes() {
  const { id = "" } = useRoute().params;
  if (id === "") return <OffersScreen />;
  return <ErrorBoundary>{id === "new" ? <NewOfferScreen /> : <OfferScreen />}</ErrorBoundary>;
}
