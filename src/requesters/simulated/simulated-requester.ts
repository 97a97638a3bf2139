import { seededRandom } from '../../stats/random.ts'
import { now } from '../../clock.ts'
import type { SimulatedTransport } from './transport.ts'
import { jobFields } from '../job-fields.ts'
import type { RequestJob, Requester } from '../requester.ts'
import { sleepUntil } from '../../sleep-until.ts'

/**
 * A requester whose answers nobody gave: programmed times, for writing benches without a model. Its
 * target is marked simulated wherever the results go.
 */
export function simulatedRequester({ ttftMs, tpotMs, jitter, failures, seed }: SimulatedTransport): Requester {
  return {
    async request(job, signal) {
      const random = seededRandom(seed * 1_000_003 + job.index)
      const varied = (milliseconds: number): number => milliseconds * Math.max(0.05, 1 + jitter * gaussian(random))
      const base = baseOf(job)
      const fails = random() < failures
      const sent = now()
      const chunkTimes: number[] = []
      let due = sent + varied(ttftMs)
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
        due += varied(tpotMs)
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
        text: Array.from({ length: maxTokens }, (_, token) => `word${token}`).join(' '),
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

/** A standard normal number (Box and Muller 1958). */
function gaussian(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
}
