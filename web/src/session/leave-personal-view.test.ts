import { expect, test, vi } from "vitest";
import { leavePersonalView } from "./leave-personal-view.ts";

test("hides the page before it leaves it, and leaves no step back in the history", () => {
  const body = { hidden: false };
  const replace = vi.fn<(address: string) => void>(() => expect(body.hidden).toBe(true));
  vi.stubGlobal("document", { body });
  vi.stubGlobal("window", { location: { replace } });
  leavePersonalView("session-idle");
  expect(replace).toHaveBeenCalledExactlyOnceWith("/?grunn=session-idle");
});
