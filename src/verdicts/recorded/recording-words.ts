import { plainName } from '../../plain-text.ts'
import type { RunRecord } from '../../record/run.ts'

/** Words for the recording that a run is from: `a recording of 2026-11-20, gpt-4o`; empty for any other run. */
export function recordingWords({ target }: Pick<RunRecord, 'target'>): string {
  // A record of an older release does not say.
  const recording = target.recording ?? null
  if (recording === null) return ''
  return `a recording of ${recording.recordedAt.slice(0, 10)}, ${plainName(recording.model)}`
}

/** Words behind what is claimed beside a run that was not measured here; empty for any other run. */
export function againstRecording(record: Pick<RunRecord, 'target'>): string {
  const recording = recordingWords(record)
  return recording === '' ? '' : `, against ${recording}`
}
