import type { HtmlTagDescriptor, Plugin, Rollup } from "vite";

/** The chunks without which the page cannot start: what the entry loads by `import()` at once, and what that needs. */
function firstViewChunks(entry: Rollup.OutputChunk, bundle: Rollup.OutputBundle): string[] {
  const main = entry.dynamicImports.filter((file) => {
    const chunk = bundle[file];
    return chunk?.type === "chunk" && chunk.facadeModuleId?.endsWith("/src/main.tsx") === true;
  });
  if (main.length !== 1) throw new Error("the first script is expected to load main.tsx, and that once");
  const wanted = new Set<string>(main);
  for (const file of wanted) {
    const chunk = bundle[file];
    if (chunk?.type === "chunk") for (const needed of chunk.imports) wanted.add(needed);
  }
  wanted.delete(entry.fileName);
  return inOrder([...wanted], entry, bundle);
}

/**
 * A browser that speaks HTTP/1.1 has six connections: what the first script needs to ask the server comes first, so
 * that it does not wait for one, and then what takes longest.
 */
function inOrder(files: readonly string[], entry: Rollup.OutputChunk, bundle: Rollup.OutputBundle): string[] {
  const weight = (file: string): number => {
    const chunk = bundle[file];
    return chunk?.type === "chunk" ? chunk.code.length : 0;
  };
  const isNeededFirst = (file: string): boolean => entry.imports.includes(file);
  const others = files.filter((file) => !isNeededFirst(file));
  return [...files.filter(isNeededFirst), ...others.toSorted((left, right) => weight(right) - weight(left))];
}

/** Names the files of the first view in the document, so that the browser fetches them beside the first script and not after it. */
export function preloadFirstView(): Plugin {
  return {
    name: "preload-first-view",
    apply: "build",
    transformIndexHtml: {
      order: "post",
      handler(html, { bundle, chunk }): HtmlTagDescriptor[] {
        if (bundle === undefined || chunk === undefined) return [];
        return (
          firstViewChunks(chunk, bundle)
            // Vite itself names what the first script imports.
            .filter((file) => !html.includes(`/${file}"`))
            .map((file) => ({
              tag: "link",
              attrs: { rel: "modulepreload", crossorigin: true, href: `/${file}` },
              injectTo: "head",
            }))
        );
      },
    },
  };
}
