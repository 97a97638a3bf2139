import type { TokenPrices } from '../../cost/token-prices.ts'
import { now } from '../../clock.ts'
import { conditionsMeter } from '../../machine/meters/conditions-meter.ts'
import { worstConditions } from '../../machine/meters/conditions.ts'
import { JournalWriter } from '../../samples/journal.ts'
import type { Prompt } from '../../workload/prompt.ts'
import type { RequestDefinition } from '../../workload/request-definition.ts'
import { type AnswerCheck, judging } from '../answer-validation.ts'
import { remoteFacts } from '../remote-facts.ts'
import type { Driver, TargetFacts } from '../target.ts'
import { AnswerPool } from './answer-pool.ts'
import type { Recording } from './recording-format.ts'
import { replayBlock } from './replay-block.ts'

/** A recording to replay, and what its endpoint was asked for. */
export interface ReplayWish {
  readonly path: string
  readonly recording: Recording
  readonly definition: RequestDefinition
  /** Load of the run in words. */
  readonly load: string
  readonly fingerprintOf: (index: number) => string
  readonly price: TokenPrices | null
  readonly validate: AnswerCheck | null
}

/**
 * A driver whose answers are those of a recording, with the times that they had: nothing is asked, nothing computed,
 * and nobody waits. Its figures are marked `recorded`, and no claim is made of them.
 * @throws LlmBenchError `recording-missing` where a request has no answer
 */
export function replayDriver(wish: ReplayWish): Driver {
  const { path, recording, definition, load, fingerprintOf, validate } = wish
  const { prompts } = definition
  const pool = new AnswerPool(
    path,
    recording,
    prompts.map((_, index) => fingerprintOf(index)),
    load,
  )
  const facts = factsOf(wish, pool)
  const promptOf = (index: number): Prompt => prompts[index % prompts.length] as Prompt
  let free = Number.NEGATIVE_INFINITY
  return {
    facts: { ...facts, loadHosts: 1 },
    // oxlint-disable-next-line require-await -- a driver's answer is a promise
    async run(block, onSamples, signal) {
      const watch = conditionsMeter.start()
      const take = (index: number): ReturnType<AnswerPool['take']> =>
        block.phase === 'warmup' ? pool.peek(fingerprintOf(index)) : pool.take(fingerprintOf(index))
      const { samples, endedBy, end } = replayBlock(block, Math.max(now(), free), promptOf, take)
      free = end
      const journal = block.journal === null ? null : new JournalWriter(block.journal, 0)
      try {
        for (const sample of samples) journal?.append(sample)
      } finally {
        journal?.close()
      }
      const told = validate === null ? onSamples : judging(validate, block.journal, onSamples)
      told(samples)
      // Those of the process that stamped the answers say how good their times are.
      const conditions = worstConditions(pool.runs.flatMap(({ conditions: seen }) => seen ?? []))
      return {
        endedBy: signal.aborted ? 'aborted' : endedBy,
        unsent: 0,
        engineTimings: null,
        server: null,
        conditions: conditions ?? watch.stop(),
      }
    },
    isFresh: false,
    loadHosts: () => 1,
    peaks: async () => null,
    close: () => {},
  }
}

function factsOf({ recording, price }: ReplayWish, pool: AnswerPool): Omit<TargetFacts, 'loadHosts'> {
  const { model, origin } = recording.header
  const [run] = pool.runs
  return remoteFacts(
    {
      kind: 'endpoint',
      model,
      spec: origin,
      source: 'endpoint',
      engine: run?.engine ?? null,
      fields: [...(run?.fields ?? [])],
      recording: pool.record(recording),
    },
    { provenance: 'recorded', price, asked: run?.asked ?? null },
  )
}
