/** One of several times that Vitest ran a test because of its `repeats`. */
export interface RepeatRecord {
  /** From 1. */
  number: number
  /** Times it is run in all. */
  of: number
}

/** Place of a figure among what Vitest ran. */
export interface PlaceRecord {
  /** Path of the bench or test file, relative to the root of the execution, with `/`. */
  file: string
  /** Full name of the test. */
  test: string
  /** Name of the Vitest project; empty where it has none. */
  project: string
  /** Label of the blob report it came in, of a shard or another machine; null without one. */
  blob: string | null
  /** 0 for the first try, 1 for the first retry. */
  attempt: number
  /** The repeat of its test; null for a test that is run once. */
  repeat: RepeatRecord | null
  /** Whether a retry took its place: what was claimed here decided nothing. */
  replaced: boolean
}

/** A place of which nothing is known, made anew at each call. */
export function emptyPlace(): PlaceRecord {
  return { file: '', test: '', project: '', blob: null, attempt: 0, repeat: null, replaced: false }
}
