export { openDatabase, type Database, type Patience } from "./database.ts";
export { migrate } from "./migrate.ts";
export { createSessions } from "./sessions.ts";
export { createRefreshGuard } from "./refresh-guard.ts";
export { createLastAnswers } from "./last-answers.ts";
export { sweep } from "./sweep.ts";
export { createSyncRuns } from "./sync-runs.ts";
export { createDepartures } from "./departures.ts";
export { createJobs } from "./jobs.ts";
