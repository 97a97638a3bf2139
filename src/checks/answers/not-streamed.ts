import { formatCount } from '../../figures.ts'
import type { Check } from '../evidence/check.ts'

/** Answers that came whole have no first token. */
export const notStreamed: Check = ({ samples }) => {
  const completed = samples.filter((sample) => sample.state === 'completed')
  const whole = completed.filter(({ first }) => first === null).length
  if (whole === 0) return null
  const base = { id: 'not-streamed', protects: ['ttft', 'ttfv', 'tpot', 'interChunk'] }
  return whole === completed.length
    ? {
        ...base,
        status: 'ok',
        message: 'the answers did not stream: there is no time to first token, and no time a token',
      }
    : {
        ...base,
        status: 'warning',
        message:
          `${formatCount(whole)} of ${formatCount(completed.length)} answers did not stream ` +
          'and are in no figure of first tokens: have all of them streamed, or none',
      }
}
