import type { KrrStatusView, NextStep } from "@foresattportal/shared/contract/profile.ts";
import { unreachable } from "../../unreachable.ts";

/** What to tell a person to do: the next step, in the light of how kontaktregisteret answers just now. */
export type Advice = NextStep | "refresh-later";

/** Promises advice that can be followed now. */
export function adviceFor(step: NextStep, krr: KrrStatusView): Advice {
  switch (step) {
    case "refresh":
      return refreshAdvice(krr);
    case "none":
    case "add-in-krr":
    case "confirm-in-krr":
    case "ask-system":
      return step;
    default:
      return unreachable(step);
  }
}

function refreshAdvice(krr: KrrStatusView): Advice {
  switch (krr.state) {
    case "unavailable":
      return "refresh-later";
    case "off":
      return "ask-system";
    case "answered":
      return "refresh";
    default:
      return unreachable(krr);
  }
}
