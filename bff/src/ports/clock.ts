/** The time of this process; sessions and limits use the store's. */
export type Clock = () => Date;
