import type { EngineTimingsRecord } from '../../../../src/record/server.ts'
import type { RunRecord } from '../../../../src/record/run.ts'
import { formatNumber, formatShare, none } from '../../../../src/figures.ts'
import { engineSpeedOf } from '../../../words/engine-speed.ts'
import { estimatedMark } from '../../../words/token-figure.ts'
import type { Fact } from './fact.ts'

/** The engine's own times of the same requests beside ours. */
export function engineFacts(run: RunRecord): Fact[] {
  const { engineTimings: engine, target } = run
  if (engine === null) return []
  return target.kind === 'model' ? localFacts(run, engine) : servedFacts(run, engine)
}

function localFacts(run: RunRecord, engine: EngineTimingsRecord): Fact[] {
  const alone = run.load.concurrency === 1
  const evaluated = (run.tokens.input ?? 0) - (run.tokens.cached ?? 0)
  const { ttft } = run.metrics
  const ourPrompt = alone && ttft.mean !== null ? perToken(ttft.mean * ttft.n, evaluated) : none
  return [
    [
      'Prompt, per token',
      `llama.cpp ${perToken(engine.promptMs, engine.promptTokens)}; ours ${ourPrompt} (TTFT, the first token included)`,
    ],
    ['Decoding, per token', `llama.cpp ${perToken(engine.decodeMs, engine.decodeTokens)}; ours ${ourTpot(run)}`],
    ['Above llama.cpp, per token', aboveText(run)],
    ['Sampling, per token', samplerText(engine)],
  ]
}

/** Our time of a token that is not llama.cpp's own: means over all tokens, whichever request they are of. */
function aboveText(run: RunRecord): string | null {
  const { decodeMsPerToken: own = null, clientMsPerToken: ours = null, overheadShare = null } = engineSpeedOf(run) ?? {}
  if (own === null || ours === null || overheadShare === null) return null
  const above = `${formatNumber(ours - own)} ms of ${formatNumber(ours)} ms`
  return `${above} (${formatShare(overheadShare)}): ways between threads, choosing the token, JavaScript`
}

/** Cost of choosing tokens, which llama.cpp's decoding leaves out and ours has in it. */
function samplerText({ samplerMs, sampledTokens }: EngineTimingsRecord): string | null {
  const known = typeof samplerMs === 'number' && typeof sampledTokens === 'number'
  return known ? `${perToken(samplerMs, sampledTokens)}: samplers, biases, grammar, and the way to the engine` : null
}

/** Facts of a server that tells the times of each answer; its prompt time begins when it had a place for it. */
function servedFacts(run: RunRecord, engine: EngineTimingsRecord): Fact[] {
  const { ttft } = run.metrics
  const { succeeded } = run.requests
  const server = run.target.engine ?? 'the server'
  const promptMs = succeeded === 0 ? null : engine.promptMs / succeeded
  const between =
    promptMs === null || ttft.mean === null
      ? ''
      : `; the ${formatNumber(ttft.mean - promptMs)} ms between are the first token, ` +
        'waiting for a place, network and client'
  const ourTtft = ttft.mean === null ? none : `${formatNumber(ttft.mean)} ms`
  return [
    ['Prompt, a request', `${server} ${formatNumber(promptMs)} ms; our mean TTFT ${ourTtft}${between}`],
    ['Prompt, per token', `${server} ${perToken(engine.promptMs, engine.promptTokens)}`],
    // The first token of an answer is made by the prompt's evaluation: n tokens are n - 1 steps.
    [
      'Decoding, per token',
      `${server} ${perToken(engine.decodeMs, engine.decodeTokens - succeeded)}; ours ${ourTpot(run)}`,
    ],
  ]
}

function ourTpot(run: RunRecord): string {
  const { mean } = run.metrics.tpot
  return `${mean === null ? none : `${formatNumber(mean)} ms/token`} (mean TPOT${estimatedMark(run)})`
}

function perToken(milliseconds: number, tokens: number): string {
  return tokens > 0 ? `${formatNumber(milliseconds / tokens)} ms/token` : none
}
