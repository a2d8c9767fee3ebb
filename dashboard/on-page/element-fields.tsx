import { useSignal } from "@preact/signals";
import type { Change } from "../../model/change.ts";
import type { Picked } from "../../model/on-page.ts";
import { Button } from "../ui/button.tsx";
import { Field } from "../ui/field.tsx";
import { Switch } from "../ui/switch.tsx";
import type { PageEdits } from "./page-edits.ts";
import { t } from "./messages.ts";

export interface ElementFieldsProps {
  picked: Picked;
  selector: string;
  edits: PageEdits;
}

/** What can be done to the picked element; what is done to it already stands in the fields. */
export function ElementFields({ picked, selector, edits }: ElementFieldsProps) {
  const tag = picked.line.at(-1)?.tag ?? "";
  const { attributes } = picked;
  const text = edits.of("setText", selector);
  const picture = edits.of("setImage", selector);
  const link = edits.of("setLink", selector);
  const hidden = edits.of("hide", selector);
  const image = { src: attributes["src"] ?? "", alt: null, srcset: null, ...picture };
  return (
    <>
      {tag !== "img" &&
        (picked.isText || text !== undefined ? (
          <Field
            label={t("text")}
            rows={3}
            value={text?.text ?? picked.text.trim()}
            problem={edits.problemOf(text, "text")}
            onValue={(value) => edits.put({ type: "setText", selector, text: value })}
          />
        ) : (
          <p class="hint">{t("textInside")}</p>
        ))}
      {tag === "img" && (
        <>
          <Field
            label={t("picture")}
            hint={t("pictureHint")}
            inputMode="url"
            value={image.src}
            problem={edits.problemOf(picture, "src")}
            onValue={(src) => edits.put({ ...image, type: "setImage", selector, src })}
          />
          <Field
            label={t("alt")}
            value={image.alt ?? attributes["alt"] ?? ""}
            problem={edits.problemOf(picture, "alt")}
            onValue={(alt) => edits.put({ ...image, type: "setImage", selector, alt })}
          />
        </>
      )}
      {tag === "a" && (
        <Field
          label={t("link")}
          hint={t("linkHint")}
          inputMode="url"
          value={link?.href ?? attributes["href"] ?? ""}
          problem={edits.problemOf(link, "href")}
          onValue={(href) => edits.put({ type: "setLink", selector, href })}
        />
      )}
      {!/^(html|head|body)$/.test(tag) && (
        <div class="switch-line">
          <Switch
            label={t("hide")}
            on={hidden !== undefined}
            onSwitch={(on) =>
              on ? edits.put({ type: "hide", selector }) : hidden !== undefined && edits.remove(hidden)
            }
          />
          <span aria-hidden="true">{t("hide")}</span>
        </div>
      )}
      <AttributeFields picked={picked} selector={selector} edits={edits} />
    </>
  );
}

function AttributeFields({ picked, selector, edits }: ElementFieldsProps) {
  const name = useSignal("title");
  const value = useSignal<string | null>(null);
  const change: Change = {
    type: "setAttribute",
    selector,
    name: name.value.trim().toLowerCase(),
    value: value.value ?? picked.attributes[name.value.trim().toLowerCase()] ?? "",
  };
  return (
    <details>
      <summary>{t("attribute")}</summary>
      <div class="on-page-more">
        <Field
          label={t("attributeName")}
          code
          value={name.value}
          maxLength={60}
          onValue={(typed) => (name.value = typed)}
        />
        <Field
          label={t("attributeValue")}
          code
          value={change.value}
          onValue={(typed) => (value.value = typed)}
        />
        <Button
          onClick={() => {
            if (change.name !== "") edits.put(change);
            value.value = null;
          }}
        >
          {t("setAttribute")}
        </Button>
      </div>
    </details>
  );
}
