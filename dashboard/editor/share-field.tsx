import { NumberField } from "../editing/number-field.tsx";

export interface ShareFieldProps {
  label: string;
  hint: string;
  /** From 0 to 1. */
  share: number;
  /** What an empty field means. */
  unless: number;
  problem: string | undefined;
  onShare: (share: number) => void;
}

/** A part of all visitors, in percent. */
export function ShareField({ share, unless, onShare, ...rest }: ShareFieldProps) {
  return (
    <NumberField
      {...rest}
      number={percentOf(share)}
      onNumber={(percent) => onShare(percent === null ? unless : percent / 100)}
    />
  );
}

/** 0.07 is 7.000000000000001 / 100. */
function percentOf(share: number): number {
  return Math.round(share * 100_000) / 1000;
}
