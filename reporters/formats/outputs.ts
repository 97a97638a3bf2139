import { jobSummary } from './job-summary.ts'
import { json } from './json.ts'
import { markdown } from './markdown/markdown.ts'
import type { AddedOutput, FileOutput } from './output.ts'

/** The files of a report's folder, in the order they are written; a person opens the last. */
export const fileOutputs: readonly FileOutput[] = [json, markdown]

/** The texts that are added to files which a CI service shows. */
export const addedOutputs: readonly AddedOutput[] = [jobSummary]
