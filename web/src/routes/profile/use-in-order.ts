import { useRef } from "react";

/** Promises that each task starts when the one before has ended, so that the newest answer is the last to be shown. */
export function useInOrder(): <T>(task: () => Promise<T>) => Promise<T> {
  const last = useRef<Promise<unknown>>(Promise.resolve());
  return (task) => {
    const next = last.current.then(task, task);
    last.current = next;
    return next;
  };
}
