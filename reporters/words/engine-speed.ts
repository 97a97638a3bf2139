import { formatNumber, none } from '../../src/figures.ts'
import type { EngineSpeedRecord } from '../../src/record/server.ts'
import type { RunRecord } from '../../src/record/run.ts'

/** llama.cpp's own speed of a run; null where it tells none, and in a record of an older release. */
export function engineSpeedOf(run: Pick<RunRecord, 'engineSpeed'>): EngineSpeedRecord | null {
  return run.engineSpeed ?? null
}

/** Whether llama.cpp's own speed is known of any run: tables then have its columns. */
export function tellsEngineSpeed(runs: readonly RunRecord[]): boolean {
  return runs.some((run) => engineSpeedOf(run) !== null)
}

/** Mean times of a token in a narrow cell, ours and llama.cpp's own: `7.89 (7.20)`. */
export function tokenTimes(run: RunRecord): string {
  const speed = engineSpeedOf(run)
  if (speed === null) return none
  return `${formatNumber(speed.clientMsPerToken)} (${formatNumber(speed.decodeMsPerToken)})`
}
