import { about, type Finding, type Responsible } from "../../domain/doctor/finding.ts";
import type { Facts } from "./facts.ts";

/** Maskinporten takes grants within ten seconds of its own clock (national-registers C.2). */
export const MASKINPORTEN_SECONDS = 10;
/** What a clock that is kept by NTP never is, two roundings of a second included. */
const NOTE_SECONDS = 5;

/**
 * Whose clock is wrong. Of several clocks that of the middle is taken for the right one, so that ours is blamed when
 * most others agree against it, and another's when it stands alone.
 */
export function judgeClocks({ clocks, registers }: Facts): readonly Finding[] {
  const finder = about("clocks", "this machine");
  if (clocks.size === 0) return [finder.unchecked("Nobody has told us the time.")];
  const middle = middleOf([...clocks.values()]);
  const owners = new Map<string, Responsible>([
    ["database", "platform"],
    ...registers.map(({ register }) => [register.id, "register-vendor"] as const),
  ]);
  const others = [...clocks].flatMap(([name, ahead]) => {
    const off = ahead - middle;
    if (Math.abs(off) < NOTE_SECONDS) return [];
    const other = about("clocks", name);
    const sentence = `Its clock is ${apart(off)} that of the others.`;
    return [
      Math.abs(off) < MASKINPORTEN_SECONDS
        ? other.note(sentence)
        : other.wrong(owners.get(name) ?? "digdir", sentence),
    ];
  });
  return [ours(middle, clocks.size), ...others];
}

function ours(middle: number, asked: number): Finding {
  const finder = about("clocks", "this machine");
  // They are ahead of us by as much as we are behind them.
  const sentence = `Our clock is ${apart(-middle)} the ${String(asked)} that we have compared it to`;
  if (Math.abs(middle) >= MASKINPORTEN_SECONDS)
    return finder.wrong(
      "platform",
      `${sentence}: Maskinporten gives no token to whoever is ${String(MASKINPORTEN_SECONDS)} s off. Have it kept by NTP.`,
    );
  if (Math.abs(middle) >= NOTE_SECONDS) return finder.note(`${sentence}; see that it is kept by NTP.`);
  return finder.well(`Our clock goes with the ${String(asked)} that we have compared it to.`);
}

/** Of an even number the one nearer to ours: two who disagree prove nothing against us. */
function middleOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const [low, high] = [
    sorted[Math.floor((sorted.length - 1) / 2)] ?? 0,
    sorted[Math.floor(sorted.length / 2)] ?? 0,
  ];
  return Math.abs(low) <= Math.abs(high) ? low : high;
}

function apart(seconds: number): string {
  return `${String(Math.abs(seconds))} s ${seconds > 0 ? "ahead of" : "behind"}`;
}
