/** A row of a table of facts; one whose value is null is left out. */
export type Fact = readonly [string, string | null]
