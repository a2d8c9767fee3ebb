import { translator } from "../../model/text/translate.ts";

export const t = translator({
  skip: "Skip to content",
  navigation: "Main",
  menu: "Menu",
  rules: "Rules",
  offers: "Offers",
  coupons: "Coupons",
  site: "Shop",
  openShop: "Open shop",
  addShop: "Add a shop",
  account: "Account: {name}",
  signOut: "Sign out",
  role_owner: "Owner",
  role_marketer: "Marketer",
  role_care: "Customer care",
  role_viewer: "Viewer",
  noSitesTitle: "No shop yet",
  noSites: "This account has no shop. Ask an owner to add one.",
  notFoundTitle: "There is no such page",
  notFound: "The address may be mistyped, or what was here is gone.",
  backToRules: "Back to the rules",
});
