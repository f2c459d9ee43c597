import { readFileSync } from "node:fs";

/** Linux tells of other processes in ticks of this length. */
const TICK_MS = 10;
/** Places in /proc/<pid>/stat behind the name of the program (man proc_pid_stat): user and system time. */
const [USER, SYSTEM] = [11, 12];

/** What the process has cost so far, in milliseconds of CPU; null where the system does not tell it. */
export function cpuMsOf(pid: number): number | null {
  const text = read(pid, "stat");
  const fields = text?.slice(text.lastIndexOf(")") + 2).split(" ");
  return fields === undefined ? null : (Number(fields[USER]) + Number(fields[SYSTEM])) * TICK_MS;
}

/** The memory that it holds now, in megabytes; null where the system does not tell it. */
export function rssMbOf(pid: number): number | null {
  return megabytesOf(pid, /^VmRSS:\s+(\d+) kB$/m);
}

/** The most that it has held at any time. */
export function peakMbOf(pid: number): number | null {
  return megabytesOf(pid, /^VmHWM:\s+(\d+) kB$/m);
}

function megabytesOf(pid: number, line: RegExp): number | null {
  const kilobytes = line.exec(read(pid, "status") ?? "")?.[1];
  return kilobytes === undefined ? null : Number(kilobytes) / 1024;
}

function read(pid: number, file: string): string | null {
  try {
    return readFileSync(`/proc/${pid}/${file}`, "utf8");
  } catch {
    return null;
  }
}
