import { useMemo, type ReactNode } from "react";
import type { FirstRequests } from "../api/first-requests.ts";
import { PageDataContext, type PageData } from "./page-data.ts";
import { useLoadedProfile } from "./use-loaded-profile.ts";
import { useLoadedRoot } from "./use-loaded-root.ts";

export interface PageDataProviderProps {
  readonly first: FirstRequests;
  readonly children: ReactNode;
}

/** Promises every page what the server has told, as it comes; texts in the person's own language come before the data that they go with. */
export function PageDataProvider({ first, children }: PageDataProviderProps) {
  const root = useLoadedRoot(first);
  const profile = useLoadedProfile(first);
  const data = useMemo<PageData>(() => ({ root, profile }), [root, profile]);
  return <PageDataContext value={data}>{children}</PageDataContext>;
}
