/** ID-porten demands an idle limit of at most 30 minutes and recommends its own absolute limit (national-registers B.7). */
export const SESSION_IDLE_SECONDS = 30 * 60;
export const SESSION_ABSOLUTE_SECONDS = 120 * 60;
