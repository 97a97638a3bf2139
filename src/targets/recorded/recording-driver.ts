import { timestamp } from '../../clock.ts'
import type { BlockEnd } from '../../block/end.ts'
import { worstConditions } from '../../machine/meters/conditions.ts'
import type { Driver } from '../target.ts'
import { recordedAnswer } from './recorded-answer.ts'
import { addToRecording, assertRecordable } from './recording-file.ts'
import { hidingSecrets } from './hide-secrets.ts'
import type { RecordedAnswer, RecordingHeader } from './recording-format.ts'

/** A recording to make: its file, and what is known of it before the first answer. */
export interface RecordingWish {
  readonly path: string
  readonly header: Omit<RecordingHeader, 'writtenAt' | 'model'>
  /** Load of the run in words. */
  readonly load: string
  /** Fingerprint of the request that has this index. */
  readonly fingerprintOf: (index: number) => string
  /** Texts that the file must not have. */
  readonly secrets: readonly string[]
}

/**
 * A driver whose measured answers are recorded. The file is written once the run is over, and only then: one that was
 * broken off leaves the file before it as it was.
 * @throws LlmBenchError `recording-invalid`, `report-write` where nothing could be written into the file
 */
export function recordingDriver(driver: Driver, { path, header, load, fingerprintOf, secrets }: RecordingWish): Driver {
  const hide = hidingSecrets(secrets)
  assertRecordable(path, hide.ofHeader({ ...header, writtenAt: '', model: driver.facts.target.model }))
  const recordedAt = timestamp()
  const answers: RecordedAnswer[] = []
  const conditions: BlockEnd['conditions'][] = []
  let broken = false
  return {
    ...driver,
    get facts() {
      return driver.facts
    },
    async run(block, onSamples, signal) {
      broken = true
      const end = await driver.run(
        block,
        (samples) => {
          if (block.phase === 'measured')
            answers.push(...samples.map((sample) => recordedAnswer(sample, fingerprintOf(sample.index))))
          onSamples(samples)
        },
        signal,
      )
      broken = end.endedBy === 'aborted'
      if (block.phase === 'measured') conditions.push(end.conditions)
      return end
    },
    close() {
      const { target, asked } = driver.facts
      driver.close()
      if (broken || answers.length === 0) return
      const { engine, fields, model } = target
      const run = {
        type: 'run',
        recordedAt,
        load,
        engine,
        fields,
        asked,
        conditions: worstConditions(conditions),
      } as const
      addToRecording(path, hide.ofHeader({ ...header, writtenAt: timestamp(), model }), hide.ofRun({ ...run, answers }))
    },
  }
}
