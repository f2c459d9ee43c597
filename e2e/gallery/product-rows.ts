/** The rows of product.md section 2, which name every state of the page; P24 is still to come. */
export const PRODUCT_ROWS = [
  "P1",
  "P2",
  "P3",
  "P4",
  "P5",
  "P6",
  "P7",
  "P8",
  "P9",
  "P10",
  "P11",
  "P12",
  "P13",
  "P14",
  "P15",
  "P16",
  "P17",
  "P18",
  "P19",
  "P20",
  "P21",
  "P22",
  "P23",
  "P25",
] as const;

export type ProductRow = (typeof PRODUCT_ROWS)[number];
