import { formatShare } from '../../figures.ts'
import type { TokensRecord } from '../../record/tokens.ts'
import type { MeasuredRequest } from '../../samples/facts.ts'
import type { RunEnd, RunHeader } from '../../plan/header.ts'
import type { Check } from '../evidence/check.ts'
import type { Rows } from '../../samples/table/rows.ts'

const warningShare = 0.01
const invalidShare = 0.1

interface CacheShare {
  readonly share: number
  readonly source: string
}

/** Input that was not evaluated makes a first token quick. */
export const prefixCache: Check = ({ header, samples, end, tokens }) => {
  // A server that says nothing of its cache in an answer may do so in its metrics.
  const shares = [ofUsage(samples), ofServer(end, tokens)].filter((found) => found !== null)
  const [most] = shares.toSorted((one, other) => other.share - one.share)
  if (most === undefined) return untold(header, samples)
  const base = { id: 'prefix-cache', protects: ['ttft', 'ttfv', 'prefillSpeed'] }
  const found = `${formatShare(most.share)} of the input tokens came from a prefix cache, by ${most.source}`
  if (header.workload.cacheWanted) return { ...base, status: 'ok', message: `${found}, as the workload wants it` }
  if (most.share <= warningShare) return { ...base, status: 'ok', message: found }
  return {
    ...base,
    status: most.share > invalidShare ? 'invalid' : 'warning',
    message:
      `${found}: switch the server's prefix cache off, make prompts longer than what its chat template puts ` +
      'before them, or say nonce: false where the cache is meant to help',
  }
}

/** The finding where a cache is meant to help, and nobody says how much it did: it could be anything. */
function untold({ workload }: RunHeader, samples: Rows<MeasuredRequest>): ReturnType<Check> {
  const isSilent = samples.some(({ state, tokens }) => state === 'completed' && tokens.source === 'usage')
  if (!workload.cacheWanted || !isSilent) return null
  return {
    id: 'prefix-cache',
    protects: ['prefillSpeed'],
    status: 'invalid',
    message:
      'nobody says how many of the input tokens came from the cache that is meant to help, so that all count as ' +
      'evaluated: judge ttft, or have the server tell them, in its answers (vLLM: --enable-prompt-tokens-details; ' +
      'SGLang: --enable-cache-report) or in metrics of these requests alone (llama-server: --metrics; SGLang: ' +
      '--enable-metrics)',
  }
}

function ofUsage(samples: Rows<MeasuredRequest>): CacheShare | null {
  let input = 0
  let cached = 0
  for (const { state, tokens } of samples) {
    if (state === 'failed' || tokens.input === null || tokens.cached === null) continue
    input += tokens.input
    cached += tokens.cached
  }
  return input === 0 ? null : { share: cached / input, source: 'the usage of the answers' }
}

/** The share by the server's counters: of these requests where their number is the same, else of all it served. */
function ofServer({ server }: RunEnd, { input, cached, cachedSource }: TokensRecord): CacheShare | null {
  if (cachedSource === 'server' && input !== null && cached !== null)
    return { share: cached / input, source: "the server's metrics over the same requests" }
  const { promptTokens = null, cachedTokens = null } = server ?? {}
  return promptTokens === null || cachedTokens === null || promptTokens <= 0
    ? null
    : { share: cachedTokens / promptTokens, source: "the server's metrics, whoever asked" }
}
