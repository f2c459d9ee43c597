/** How KRR behaves where Digdir's pages leave it open, and how it behaves when something is wrong with its data. */
export interface KrrSwitches {
  filterExpired: boolean;
  /** Answers in another order than asked, since KRR promises none. */
  shuffled: boolean;
  /** Nine of ten persons of a look-up are answered as not registered. */
  unknownForMost: boolean;
  /** Every tenth person of a look-up, the first one included, stands in the answer once more with another number. */
  duplicates: boolean;
  /** Every tenth person of a look-up, the first one included, is answered under the id of somebody nobody asked about. */
  wrongPersons: boolean;
  /** Change numbers in a page of the feed; a reader who asks from the last number on needs two at least to get ahead. */
  feedPageSize: number;
}

/** KRR as it is on a good day. */
export const SWITCHES: Readonly<KrrSwitches> = {
  filterExpired: false,
  shuffled: true,
  unknownForMost: false,
  duplicates: false,
  wrongPersons: false,
  feedPageSize: 1000,
};
