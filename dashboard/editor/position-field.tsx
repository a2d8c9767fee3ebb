import { positions } from "../../model/positions.ts";
import { SelectField } from "../ui/select-field.tsx";
import { t } from "./messages.ts";

type Position = (typeof positions)[number];

/** Next to an element, or inside it. */
export function PositionField({
  position,
  onPosition,
}: {
  position: Position;
  onPosition: (position: Position) => void;
}) {
  return (
    <SelectField
      label={t("position")}
      value={position}
      options={positions.map((value) => ({ value, label: t(`position_${value}`) }))}
      onValue={(value) => onPosition(positions.find((each) => each === value) ?? position)}
    />
  );
}
