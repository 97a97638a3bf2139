import { bmf } from './bmf.ts'
import type { DataOutput } from './data-output.ts'
import { biggerIsBetter, smallerIsBetter } from './github-action-benchmark.ts'
import { openmetrics } from './openmetrics.ts'
import { otlp } from './otlp.ts'
import { runsCsv } from './runs-csv.ts'
import { samplesCsv } from './samples-csv.ts'
import { trace } from './trace.ts'

/** The files for other programs, which are written where they are asked for. */
export const dataOutputs: readonly DataOutput[] = [
  runsCsv,
  samplesCsv,
  bmf,
  smallerIsBetter,
  biggerIsBetter,
  openmetrics,
  otlp,
  trace,
]
