/** What a request from our own page must carry (security-and-reliability 2): a header that no form and no foreign page can set. */
export const PORTAL_HEADER = { name: "X-Portal", value: "1" } as const;
