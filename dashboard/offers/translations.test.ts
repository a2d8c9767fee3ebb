import { describe, expect, it } from "vitest";
import { offerWith } from "../../model/testing/offer.ts";
import { languageChoices } from "../text/languages.ts";
import {
  contentIn,
  languageOfPath,
  withContent,
  withoutTranslation,
  withTranslation,
} from "./translations.ts";

const offer = offerWith({ text: "Today", translations: { fr: { headline: "10 % de remise" } } });
const at = (path: string) => languageOfPath({ code: "invalid_value", path, message: "x" });

describe("an offer's languages", () => {
  it("are edited one by one", () => {
    const edited = withContent(offer, "fr", { text: "Ce jour" });
    expect(contentIn(edited, "fr")).toEqual({ headline: "10 % de remise", text: "Ce jour", button: null });
    expect(contentIn(edited, null)).toMatchObject({ headline: "10 % off", text: "Today" });
    expect(withContent(offer, null, { text: "Now" })).toEqual({ ...offer, text: "Now" });
  });

  it("come with the shop's own content, and go", () => {
    const added = withTranslation(offer, "de");
    expect(added.translations["de"]).toEqual({ headline: "10 % off", text: "Today", button: null });
    expect(withoutTranslation(added, "de")).toEqual(offer);
    expect(contentIn(offer, "de")).toMatchObject({ headline: "10 % off" });
  });

  it("are known from where a problem is", () => {
    expect(at("translations.pt-BR.button.link")).toBe("pt-BR");
    expect(at("offers[3].translations.de.headline")).toBe("de");
    expect(at("offers[3].headline")).toBeNull();
  });

  it("are offered by name, but for those there are", () => {
    const names = languageChoices(["en", "de"]).map(({ label }) => label);
    expect(names).toContain("Brazilian Portuguese");
    expect(names).not.toContain("German");
    expect(names).toEqual(names.toSorted((a, b) => a.localeCompare(b, "en")));
  });
});
