import { formatCount, formatNumber } from '../../figures.ts'
import type { Check } from '../evidence/check.ts'

/** Share of the time to the first token (or of the latency, without streams) that waiting is worth a warning from. */
const notable = 0.2
/** Milliseconds of it, at least. */
const notableMs = 5

/** Requests that waited for others: their time to first token says more of the queue than of the model. */
export const queueing: Check = ({ header, queueing: found, metrics }) => {
  if (found === null) return null
  const streamed = metrics.ttft.n > 0
  const mean = streamed ? metrics.ttft.mean : metrics.latency.mean
  const base = { id: 'queueing', protects: ['ttft', 'latency', 'response'] }
  const of = `${formatNumber(mean)} ms ${streamed ? 'to the first token' : 'of a request'}`
  const slots = found.slots === null ? '' : ` on ${formatCount(found.slots)} ${found.slots === 1 ? 'slot' : 'slots'}`
  const source = found.by === 'server' ? "by the server's own metrics" : 'by the times of the answers, estimated'
  const message = `${formatNumber(found.waitedMs)} of ${of} (means) were waiting for others${slots}, ${source}`
  const isNotable = found.waitedMs > Math.max(notableMs, notable * mean)
  // Levels of a sweep are meant to find where the queue begins.
  if (!isNotable || header.sweep !== null) return { ...base, status: 'ok', message }
  return {
    ...base,
    status: 'warning',
    message:
      `${message}: ask with no more clients than it has slots, or give it more (OLLAMA_NUM_PARALLEL, --parallel, ` +
      '--max-num-seqs), unless the queue is what is to be measured',
  }
}
