interface ModuleGraph {
  getModuleInfo(id: string): { readonly importedIds: readonly string[] } | null;
}

const OURS = /\/web\/src\/[^?]+\.tsx?$/;

/**
 * Promises whether the first view of «Min profil» cannot be shown without a file of ours: it is among those that
 * `main.tsx` imports, and that these import. What is fetched when needed (`import()`) is not.
 */
export function isOfFirstView(main: string): (id: string, graph: ModuleGraph) => boolean {
  let found: Set<string> | null = null;
  return (id, graph) => {
    found ??= importedBy(main, graph);
    return found.has(id);
  };
}

function importedBy(main: string, graph: ModuleGraph): Set<string> {
  const found = new Set<string>([main]);
  // A set hands out what is added to it while it is walked.
  for (const id of found) {
    for (const imported of graph.getModuleInfo(id)?.importedIds ?? [])
      if (OURS.test(imported)) found.add(imported);
  }
  return found;
}
