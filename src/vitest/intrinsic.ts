import { recordArtifact, type RunnerTestCase } from 'vitest'
import { intrinsicLine } from '../../reporters/words/intrinsic/intrinsic-lines.ts'
import { LlmBenchError } from '../errors.ts'
import type { LoadedModel } from '../engines/engine.ts'
import { emptyPlace } from '../record/place.ts'
import type { IntrinsicRecord, IntrinsicResultRecord } from '../record/intrinsic/intrinsic.ts'
import { type Scoring, scoreText } from '../runs/intrinsic/score-text.ts'
import type { TextScorer } from '../targets/model/text-scorer.ts'
import type { IntrinsicArtifact } from '../worker/artifacts.ts'
import { inTest } from './measure-in-test.ts'
import { withDeepStack } from '../worker/with-deep-stack.ts'

/**
 * Scores a text in a test, while nobody else measures on this machine: aborted with the test, and told to its reporters
 * as an artifact and an annotation.
 */
export async function scoreInTest(
  test: RunnerTestCase,
  name: string,
  scoring: Omit<Scoring, 'signal' | 'tell'>,
): Promise<IntrinsicResultRecord> {
  return await inTest(test, [], async (setting) => {
    const { model, base } = scoring
    const topic = `intrinsic ${name}`
    const found: { record: IntrinsicRecord | null } = { record: null }
    try {
      await setting.withLock(async () => {
        const work = scoreText({
          ...scoring,
          signal: setting.signal,
          tell: (text) => setting.onProgress(topic, `${name}: ${text}`, false),
        })
        found.record = await untilAborted(work, setting.signal)
      })
    } finally {
      setting.onProgress(topic, '', true)
      await untilAborted(endAll([model, base]), setting.signal).catch(() => {})
    }
    if (found.record === null) throw new LlmBenchError('not-measured', `"${name}" gave no result`)
    const { file, attempt, repeat } = setting
    const told = { name, ...found.record, ...factsOf(model.spec, await model.model()), file, attempt, repeat }
    await tell(test, { type: 'vitest-llm-bench:intrinsic', ...told })
    const { project, blob } = setting
    return { ...emptyPlace(), ...told, project, blob, test: setting.test }
  })
}

function factsOf(spec: string, model: LoadedModel): Pick<IntrinsicResultRecord, 'provenance' | 'target'> {
  const { name, source, quantization, modelHash, backend, device, threads, engine } = model
  return {
    provenance: source === 'synthetic' || source === 'simulated' ? source : 'measured',
    target: { model: name, spec, source, quantization, modelHash, backend, device, threads, engine },
  }
}

async function endAll(scorers: readonly (TextScorer | null)[]): Promise<void> {
  for (const scorer of scorers) await scorer?.end()
}

/** The work's result, unless the test is over first: a window that is being read is not waited for. */
async function untilAborted<Result>(work: Promise<Result>, signal: AbortSignal): Promise<Result> {
  const { promise, reject } = Promise.withResolvers<never>()
  const abort = (): void => reject(new LlmBenchError('aborted', 'the test was aborted while its text was scored'))
  if (signal.aborted) abort()
  signal.addEventListener('abort', abort, { once: true })
  try {
    return await Promise.race([work, promise])
  } finally {
    signal.removeEventListener('abort', abort)
    // Nobody waits for it any more.
    work.catch(() => {})
    promise.catch(() => {})
  }
}

async function tell(test: RunnerTestCase, artifact: IntrinsicArtifact): Promise<void> {
  try {
    await withDeepStack(async () => await recordArtifact(test, artifact))
    await withDeepStack(async () => await test.context.annotate(intrinsicLine(artifact), 'llm-bench'))
  } catch {
    // The test is over already.
  }
}
