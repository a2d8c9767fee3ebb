import type { ComponentChildren } from "preact";
import type { Change } from "../../model/change.ts";
import { Field } from "../ui/field.tsx";
import { SwitchField } from "../ui/switch-field.tsx";
import { WordsField } from "../ui/words-field.tsx";
import type { EditorData } from "./load-editor.ts";
import { t } from "./messages.ts";
import { OfferFields } from "./offer-fields.tsx";
import { PositionField } from "./position-field.tsx";

export interface ChangeFieldsProps {
  change: Change;
  data: EditorData;
  problemAt: (field: string) => string | undefined;
  /** @param field which part of the change was edited. */
  onChange: (change: Change, field: string) => void;
}

/** The fields of a change, made for what it does. */
export function ChangeFields(props: ChangeFieldsProps) {
  const { change, problemAt, onChange } = props;
  /** A field for a part of the change that is text. */
  const text = (
    field: string,
    value: string,
    rest: { label: string; hint?: string; rows?: number; code?: boolean; inputMode?: "url" },
    put: (typed: string) => Change,
  ) => (
    <Field
      {...rest}
      value={value}
      problem={problemAt(field)}
      onValue={(typed) => onChange(put(typed), field)}
    />
  );
  const element = (children?: ComponentChildren) => (
    <>
      {"selector" in change &&
        text(
          "selector",
          change.selector,
          { label: t("selector"), hint: t("selectorHint"), code: true },
          (selector) => ({
            ...change,
            selector,
          }),
        )}
      {children}
    </>
  );
  switch (change.type) {
    case "insertOffer":
      return <OfferFields {...props} change={change} />;
    case "setText":
      return element(
        text("text", change.text, { label: t("text"), rows: 3 }, (typed) => ({ ...change, text: typed })),
      );
    case "insertHtml":
      return element(
        <>
          <PositionField
            position={change.position}
            onPosition={(position) => onChange({ ...change, position }, "position")}
          />
          {text(
            "html",
            change.html,
            { label: t("html"), hint: t("htmlHint"), rows: 8, code: true },
            (html) => ({
              ...change,
              html,
            }),
          )}
        </>,
      );
    case "setHtml":
    case "replaceHtml":
      return element(
        text("html", change.html, { label: t("html"), hint: t("htmlHint"), rows: 8, code: true }, (html) => ({
          ...change,
          html,
        })),
      );
    case "setAttribute":
      return element(
        <div class="field-pair">
          {text(
            "name",
            change.name,
            { label: t("attribute"), hint: t("attributeHint"), code: true },
            (name) => ({
              ...change,
              name,
            }),
          )}
          {text("value", change.value, { label: t("value"), code: true }, (value) => ({ ...change, value }))}
        </div>,
      );
    case "setStyle":
      return element(
        <>
          <div class="field-pair">
            {text(
              "property",
              change.property,
              { label: t("property"), hint: t("propertyHint"), code: true },
              (property) => ({
                ...change,
                property,
              }),
            )}
            {text("value", change.value, { label: t("value"), code: true }, (value) => ({
              ...change,
              value,
            }))}
          </div>
          <SwitchField
            label={t("important")}
            on={change.important}
            onSwitch={(important) => onChange({ ...change, important }, "important")}
          />
        </>,
      );
    case "setClass":
      return element(
        <div class="field-pair">
          {(["add", "remove"] as const).map((which) => (
            <WordsField
              key={which}
              label={t(which === "add" ? "classesToAdd" : "classesToRemove")}
              hint={t("classesHint")}
              words={change[which]}
              problem={problemUnder(problemAt, which)}
              onWords={(words) => onChange({ ...change, [which]: words }, which)}
            />
          ))}
        </div>,
      );
    case "setLink":
      return element(
        text("href", change.href, { label: t("link"), hint: t("linkHint"), inputMode: "url" }, (href) => ({
          ...change,
          href,
        })),
      );
    case "setImage":
      return element(
        <>
          {text(
            "src",
            change.src,
            { label: t("picture"), hint: t("pictureHint"), inputMode: "url" },
            (src) => ({
              ...change,
              src,
            }),
          )}
          {text("alt", change.alt ?? "", { label: t("alt"), hint: t("altHint") }, (alt) => ({
            ...change,
            alt: alt === "" ? null : alt,
          }))}
          {text(
            "srcset",
            change.srcset ?? "",
            { label: t("srcset"), hint: t("srcsetHint"), code: true },
            (srcset) => ({
              ...change,
              srcset: srcset === "" ? null : srcset,
            }),
          )}
        </>,
      );
    case "hide":
      return element(<p class="hint">{t("hideHint")}</p>);
    case "remove":
      return element(<p class="hint">{t("removeHint")}</p>);
    case "move":
      return element(
        <>
          <div class="field-pair">
            <PositionField
              position={change.position}
              onPosition={(position) => onChange({ ...change, position }, "position")}
            />
            {text("to", change.to, { label: t("moveTo"), code: true }, (to) => ({ ...change, to }))}
          </div>
          <p class="hint">{t("moveHint")}</p>
        </>,
      );
    case "addStyles":
      return text("css", change.css, { label: t("css"), hint: t("cssHint"), rows: 8, code: true }, (css) => ({
        ...change,
        css,
      }));
    case "redirect":
      return text("to", change.to, { label: t("to"), hint: t("toHint"), inputMode: "url" }, (to) => ({
        ...change,
        to,
      }));
  }
}

/** The problem of a list, or of the first of its words that has one. */
function problemUnder(problemAt: ChangeFieldsProps["problemAt"], field: string): string | undefined {
  const paths = [field, ...Array.from({ length: 20 }, (_, index) => `${field}[${index}]`)];
  return paths.map(problemAt).find((problem) => problem !== undefined);
}
