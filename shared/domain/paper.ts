/** What a document on paper says, apart from how it looks. */
export interface Paper {
  /** What it is, e.g. `Invoice`. */
  kind: string;
  number: string;
  /** Who stands behind it, and is shown on every page. */
  sender: string;
  facts: readonly { name: string; value: string }[];
  /** Each with a role (`From`) and what is known of it, the name first. */
  parties: readonly { role: string; lines: readonly string[] }[];
  columns: readonly [text: string, amount: string];
  rows: readonly { text: string; amount: string }[];
  total: { text: string; amount: string };
  /** What the total is made of, below it. */
  breakdown: readonly { text: string; amount: string }[];
  /** Text below the table, part by part. */
  sections?: readonly { heading: string; paragraphs: readonly string[] }[] | undefined;
  notes: readonly string[];
  /** A JPEG, for the top right of the first page. */
  logo?: Uint8Array | undefined;
}
