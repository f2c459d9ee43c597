/** Line drawings on a grid of 24; each stands beside words, so none has a name of its own. */
const PATHS = {
  external: "M7 17 17 7M9 7h8v8",
  down: "m6 9 6 6 6-6",
  check: "m5 12.5 4.5 4.5L19 7.5",
  globe: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18M3 12h18M12 3c3 3 3 15 0 18M12 3c-3 3-3 15 0 18",
  lock: "M7 11V8a5 5 0 0 1 10 0v3M6 11h12v9H6z",
  info: "M12 11v6M12 7.5v.01M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18",
  warning: "M12 10v4M12 17v.01M12 4 2.5 20h19z",
  person: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8M4.5 20c1-3.5 4-5 7.5-5s6.5 1.5 7.5 5",
} as const;

export interface IconProps {
  readonly name: keyof typeof PATHS;
}

/** Shows a drawing that screen readers skip. */
export function Icon({ name }: IconProps) {
  return (
    <svg className="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  );
}
