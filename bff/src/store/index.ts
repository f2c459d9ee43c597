export { openDatabase, type Database } from "./database.ts";
export { migrate } from "./migrate.ts";
export { createSessions } from "./sessions.ts";
export { createRefreshGuard } from "./refresh-guard.ts";
export { createLastAnswers } from "./last-answers.ts";
export { sweep } from "./sweep.ts";
