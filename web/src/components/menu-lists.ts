import { lazy } from "react";

const fetchUserMenuList = () => import("./user-menu-list.tsx");
const fetchLanguageChoice = () => import("./language-choice.tsx");

/** What the menus of the header hold: fetched when somebody is about to open one. */
export const UserMenuList = lazy(async () => ({ default: (await fetchUserMenuList()).UserMenuList }));
export const LanguageChoice = lazy(async () => ({ default: (await fetchLanguageChoice()).LanguageChoice }));

/** Fetches them ahead of the click; where that fails, it is tried again at the click. */
export async function prepareMenuLists(): Promise<void> {
  try {
    await fetchUserMenuList();
  } catch {
    // The menu itself tells what cannot be fetched.
  }
}
