import type { Page } from "@playwright/test";

/** The question before the session ends. */
export function sessionDialog(page: Page) {
  const dialog = page.getByRole("alertdialog", { name: "Du blir snart logget ut" });
  return {
    dialog,
    left: dialog.getByRole("timer"),
    stay: dialog.getByRole("button", { name: "Ja, fortsett" }),
    leave: dialog.getByRole("button", { name: "Nei, logg ut" }),
    logInAgain: dialog.getByRole("link", { name: "Logg inn igjen" }),
    close: dialog.getByRole("button", { name: "Lukk" }),
  };
}
