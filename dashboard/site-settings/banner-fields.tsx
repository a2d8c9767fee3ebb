import type { ConsentBanner } from "../../model/consent/consent-banner.ts";
import { Field } from "../ui/field.tsx";
import { SelectField } from "../ui/select-field.tsx";
import { t } from "./messages.ts";
import type { SiteEditing } from "./site-editing.ts";

const known = ["cookiebot", "cookieyes", "complianz", "onetrust"] as const;
const choices = ["none", ...known, "own"] as const;
const purposes = ["personalisation", "measurement", "marketing"] as const;

type OwnBanner = Exclude<ConsentBanner, string>;

/** Which consent banner of the shop's is believed, and how it is read. */
export function BannerFields({ editing }: { editing: SiteEditing }) {
  const banner = editing.site.value.consentBanner;
  const choose = (value: string) => {
    const name = known.find((one) => one === value);
    const own: OwnBanner = { cookie: "", contains: "" };
    editing.edit({ consentBanner: value === "none" ? null : (name ?? own) });
  };
  return (
    <>
      <SelectField
        label={t("consentBanner")}
        options={choices.map((value) => ({ value, label: t(`banner_${value}`) }))}
        value={banner === null ? "none" : typeof banner === "string" ? banner : "own"}
        problem={editing.problemAt("consentBanner")}
        onValue={choose}
      />
      {banner !== null && typeof banner !== "string" && <OwnFields banner={banner} editing={editing} />}
    </>
  );
}

function OwnFields({ banner, editing }: { banner: OwnBanner; editing: SiteEditing }) {
  const { cookie, contains } = banner;
  const set = (changes: Partial<OwnBanner>) => editing.edit({ consentBanner: { ...banner, ...changes } });
  return (
    <>
      <Field
        label={t("bannerCookie")}
        code
        maxLength={100}
        value={cookie}
        onValue={(value) => set({ cookie: value })}
      />
      {typeof contains === "string" ? (
        <Field
          label={t("bannerContains")}
          code
          maxLength={200}
          value={contains}
          onValue={(value) => set({ contains: value })}
        />
      ) : (
        purposes.map((purpose) => (
          <Field
            key={purpose}
            label={t(`bannerContainsFor_${purpose}`)}
            code
            maxLength={200}
            value={contains[purpose] ?? ""}
            onValue={(value) => {
              const { [purpose]: _before, ...others } = contains;
              set({ contains: value === "" ? others : { ...others, [purpose]: value } });
            }}
          />
        ))
      )}
    </>
  );
}
