import { translated } from "../text/translated.ts";

export const t = translated("shell", {
  skip: "Skip to content",
  navigation: "Main",
  menu: "Menu",
  home: "Home",
  rules: "Rules",
  offers: "Offers",
  coupons: "Coupons",
  segments: "Segments",
  results: "Results",
  customers: "Customers",
  settings: "Settings",
  site: "Shop",
  openShop: "Open shop",
  addShop: "Add a shop",
  account: "Account: {name}",
  signOut: "Sign out",
  role_owner: "Owner",
  role_marketer: "Marketer",
  role_care: "Customer care",
  role_viewer: "Viewer",
  /** Here, and not with what the sign-in screen says: that is not loaded before it is shown. */
  endedWhileEditing:
    "Your session has ended. What you typed is still here: sign in again in another tab, then save again.",
});
