/** Place of a figure among what Vitest ran. */
export interface PlaceRecord {
  /** Path of the bench or test file, relative to the project's root, with `/`. */
  file: string
  /** Full name of the test. */
  test: string
  /** Name of the Vitest project; empty where it has none. */
  project: string
  /** Label of the blob report it came in, of a shard or another machine; null without one. */
  blob: string | null
}
