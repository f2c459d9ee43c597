/** Promises whole lines out of pieces that are cut anywhere. */
export function linesFrom(take: (line: string) => void): (piece: string) => void {
  let rest = "";
  return (piece) => {
    const lines = (rest + piece).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) take(line);
  };
}
