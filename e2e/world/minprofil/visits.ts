import { randomBytes } from "node:crypto";

/** Values that a cookie stands for; the cookie itself says nothing. */
export interface Visits<Value> {
  open(value: Value): string;
  find(id: string | undefined): Value | null;
  close(id: string | undefined): void;
  closeAll(matching: (value: Value) => boolean): void;
}

const LIFETIME = 30 * 60 * 1000;

/** Forgets each value half an hour after it was opened. */
export function createVisits<Value>(now: () => Date): Visits<Value> {
  const visits = new Map<string, { value: Value; until: number }>();
  return {
    open(value) {
      const id = randomBytes(16).toString("base64url");
      visits.set(id, { value, until: now().getTime() + LIFETIME });
      return id;
    },
    find(id) {
      const visit = visits.get(id ?? "");
      return visit === undefined || visit.until < now().getTime() ? null : visit.value;
    },
    close: (id) => void visits.delete(id ?? ""),
    closeAll(matching) {
      for (const [id, { value }] of visits) if (matching(value)) visits.delete(id);
    },
  };
}
