import { formatCount, formatShare } from '../../figures.ts'
import type { CompletedRequest, MeasuredRequest } from '../../samples/facts.ts'
import { countOf } from '../../samples/table/rows.ts'
import type { Check } from '../evidence/check.ts'

const fewestTokens = 16
const shortestGapMs = 1
const ttftShare = 0.95
/** Share of answers that may look replayed by accident: a pause of this process makes some so. */
const notableShare = 0.1
const fewestReplayed = 3
/** Most reads of an answer that was written at once, and chunks for which it may need one more. */
const mostReads = 2
const chunksOfRead = 64

/**
 * Answers that were complete before their first chunk was sent: from a cache of answers, from a
 * gateway that buffers, or from a server that does not really stream. Their first token is their last.
 * An answer that came quickly after a long wait, but in many reads, was streamed: as likely as not its
 * server is a fast one behind a queue.
 */
export const replayed: Check = ({ header, samples }) => {
  const { kind } = header.facts.target
  // A local model's tokens are stamped as they are made; a simulated one's are programmed.
  if (kind === 'model' || kind === 'simulated') return null
  const eligible = samples.filter(isEligible)
  if (eligible.length === 0) return null
  const atOnce = countOf(eligible, (request) => arrivalOf(request) === 'at once')
  const quick = countOf(eligible, (request) => arrivalOf(request) !== 'streamed')
  const of = `of ${formatCount(eligible.length)} answers of ${fewestTokens} tokens or more`
  const found = `${formatCount(atOnce)} ${of} came all at once`
  const base = { id: 'replayed', protects: ['ttft', 'ttfv', 'tpot', 'interChunk'] }
  const isNotable = (count: number): boolean => count >= fewestReplayed && count / eligible.length > notableShare
  if (isNotable(atOnce)) {
    return {
      ...base,
      status: 'invalid',
      message: `${found}: look for a cache of answers or a buffering proxy before the server, or judge latency only`,
    }
  }
  if (!isNotable(quick)) return { ...base, status: 'ok', message: found }
  return {
    ...base,
    status: 'warning',
    message:
      `${formatCount(quick)} ${of} waited for more than ${formatShare(ttftShare)} of their time and streamed the ` +
      'rest in less than a millisecond a chunk: a fast server behind a queue, whose wait is then in ttft, or a ' +
      'cache or proxy that writes in pieces: lower the load, and see whether ttft falls',
  }
}

type StreamedRequest = MeasuredRequest & CompletedRequest & { readonly first: number }

function isEligible(sample: MeasuredRequest): sample is StreamedRequest {
  return sample.state === 'completed' && sample.first !== null && sample.tokens.output >= fewestTokens
}

/** The way an answer came; `quickly` in many reads after a long wait. */
function arrivalOf({ sent, first, end, chunks }: StreamedRequest): 'at once' | 'quickly' | 'streamed' {
  // One chunk with everything in it has no gap at all.
  if (chunks.medianGapMs >= shortestGapMs || (first - sent) / (end - sent) <= ttftShare) return 'streamed'
  return chunks.reads <= mostReads + Math.floor(chunks.count / chunksOfRead) ? 'at once' : 'quickly'
}
