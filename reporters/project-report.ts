import type { DataFormat } from './formats/data/data-format.ts'

/** Settings of a project that its report follows. */
export interface ProjectReport {
  /** Folder of the report, absolute. */
  readonly outputDirectory: string
  /** Files for other programs beside the report. */
  readonly outputs: readonly DataFormat[]
  /** Whether runs are written into the history. */
  readonly history: boolean
  readonly profile: string
  /** Name that its runs are saved as a baseline under; null for none. */
  readonly baseline: string | null
  /** A sentence for the report's notes; null for none. */
  readonly note: string | null
}
