import { seededRandom } from '../../stats/random.ts'
import { now } from '../../clock.ts'
import type { SimulatedTransport } from './transport.ts'
import { jobFields } from '../job-fields.ts'
import type { RequestJob, Requester } from '../requester.ts'
import { sleepUntil } from '../../sleep-until.ts'
import { simulatedText, varied } from './varied.ts'

/**
 * A requester whose answers nobody gave: programmed times, for writing benches without a model. Its
 * target is marked simulated wherever the results go.
 */
export function simulatedRequester({ ttftMs, tpotMs, jitter, failures, seed }: SimulatedTransport): Requester {
  return {
    async request(job, signal) {
      const random = seededRandom(seed * 1_000_003 + job.index)
      const base = baseOf(job)
      const fails = random() < failures
      const sent = now()
      const chunkTimes: number[] = []
      let due = sent + varied(ttftMs, jitter, random)
      const { maxTokens } = job.sampling
      for (let token = 0; token < maxTokens; token++) {
        await sleepUntil(due, signal)
        if (signal.aborted) return null
        const at = now()
        if (fails) {
          return {
            ...base,
            state: 'failed',
            sent,
            end: at,
            chunkTimes,
            failure: { class: 'engine', message: 'a simulated failure' },
          }
        }
        chunkTimes.push(at)
        // Absolute moments: a late token makes no other late.
        due += varied(tpotMs, jitter, random)
      }
      const first = chunkTimes[0] as number
      return {
        ...base,
        state: 'completed',
        sent,
        end: chunkTimes.at(-1) as number,
        firstChunk: first,
        first,
        firstVisible: first,
        chunkTimes,
        tokens: { ...base.tokens, output: maxTokens },
        text: simulatedText(maxTokens),
        finish: 'length',
        hiddenTokens: 0,
        firstTokens: maxTokens < 2 ? null : 1,
      }
    },
  }
}

function baseOf(job: RequestJob) {
  const input = job.prompt.kind === 'tokens' ? job.prompt.count : null
  return {
    ...jobFields(job),
    tokens: { input, output: 0, cached: null, reasoning: null, source: 'estimated' },
    text: '',
  } as const
}
