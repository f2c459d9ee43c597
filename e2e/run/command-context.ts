/** What every command gets: the project's folder, and a signal that fires when the command is to end. */
export interface CommandContext {
  readonly root: string;
  readonly end: AbortSignal;
}
