import { useRoute } from "preact-iso";
import { OfferScreen, NewOfferScreen } from "./offer-screen.tsx";
import { OffersScreen } from "./offers-screen.tsx";

/** `/offers`, `/offers/new` and `/offers/:id`. */
export function OffersRoutes() {
  const { id = "" } = useRoute().params;
  if (id === "") return <OffersScreen />;
  return id === "new" ? <NewOfferScreen /> : <OfferScreen />;
}
