import type { EngineSpeedRecord, EngineTimingsRecord } from '../record/server.ts'
import type { TargetRecord } from '../record/target.ts'
import type { RequestFacts } from '../samples/facts.ts'
import type { Rows } from '../samples/table/rows.ts'

/**
 * llama.cpp's own speed over the measured requests, and the time of the same steps by the client's clock; null where
 * nobody tells it.
 *
 * @param timings own figures of the same requests
 * @param kind the target: llama-server counts the first token of an answer, which the prompt's evaluation makes
 */
export function engineSpeed(
  samples: Rows<RequestFacts>,
  timings: EngineTimingsRecord | null,
  kind: TargetRecord['kind'],
): EngineSpeedRecord | null {
  if (timings === null) return null
  const { promptMs, promptTokens, decodeMs, decodeTokens, samplerMs, sampledTokens } = timings
  const { ms, steps, answers } = clientSteps(samples)
  const decodeMsPerToken = per(decodeMs, kind === 'model' ? decodeTokens : decodeTokens - answers)
  const clientMsPerToken = per(ms, steps)
  const known = decodeMsPerToken !== null && clientMsPerToken !== null
  return {
    prefillTokensPerSecond: per(promptTokens * 1000, promptMs),
    decodeMsPerToken,
    clientMsPerToken,
    samplerMsPerToken: samplerMs === null || sampledTokens === null ? null : per(samplerMs, sampledTokens),
    overheadShare: known ? (clientMsPerToken - decodeMsPerToken) / clientMsPerToken : null,
  }
}

interface ClientSteps {
  /** Time from the first tokens to the last ones, over all answers. */
  readonly ms: number
  /** Tokens that were decoded in it. */
  readonly steps: number
  readonly answers: number
}

function clientSteps(samples: Rows<RequestFacts>): ClientSteps {
  let [ms, steps, answers] = [0, 0, 0]
  for (const sample of samples) {
    if (sample.state !== 'completed') continue
    answers++
    const { first, end, tokens, hiddenTokens, firstTokens } = sample
    const timed = first === null || firstTokens === null ? 0 : tokens.output - (hiddenTokens ?? 0) - firstTokens
    if (first === null || timed <= 0) continue
    ms += end - first
    steps += timed
  }
  return { ms, steps, answers }
}

function per(of: number, by: number): number | null {
  return by > 0 ? of / by : null
}
