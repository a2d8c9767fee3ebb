/** What a product physically is, and the colours of its packaging: all a picture needs besides the shade. */
export type Form =
  | { readonly shape: "lipstick"; readonly body: string; readonly metal: string; readonly sheer?: boolean }
  | { readonly shape: "tube"; readonly cap: string; readonly applicator: "doe-foot" | "spoolie" }
  | { readonly shape: "pencil"; readonly tip: string }
  | { readonly shape: "bottle"; readonly cap: string }
  | { readonly shape: "dropper"; readonly cap: string }
  | { readonly shape: "mist"; readonly cap: string }
  | { readonly shape: "compact"; readonly case: string; readonly emboss: "rays" | "waves" | "grid" }
  | { readonly shape: "pot"; readonly lid: string }
  | { readonly shape: "mascara"; readonly body: string; readonly metal: string }
  | { readonly shape: "pen"; readonly body: string }
  | { readonly shape: "palette"; readonly case: string; readonly pans: readonly string[] };
