import type { LlamaContextSequence, LlamaModel, Token } from 'node-llama-cpp'
import { LlmBenchError } from '../../errors.ts'
import type { FailureClass, FinishReason, Sample } from '../../samples/sample.ts'
import type { TokenSource } from '../../record/tokens.ts'
import type { Sampling } from '../../workload/prompt.ts'
import { now } from '../../clock.ts'
import { jobFields } from '../../requesters/job-fields.ts'
import type { RequestJob } from '../../requesters/requester.ts'
import { ContextFull, noContextShift } from './no-context-shift.ts'
import type { PromptTokenizer } from './tokenize-prompt.ts'

/** Model and tokenizer that the requests of one context share. */
export interface Generator {
  readonly model: LlamaModel
  readonly tokenizer: PromptTokenizer
  readonly tokenSource: TokenSource
  /** True for random weights, whose end-of-sequence token means nothing: generation never stops at it. */
  readonly neverStops: boolean
}

/**
 * Makes one request and stamps it. Between `sent` and the last token only the work happens that every
 * request needs: clearing the sequence (which under load waits for the engine, as the client does), the
 * template, tokenization, evaluation. Text is made from tokens afterwards.
 * @returns null when the abort signal cut it short: it is neither a success nor the model's failure.
 */
export async function generate(
  generator: Generator,
  sequence: LlamaContextSequence,
  request: RequestJob,
  signal: AbortSignal,
): Promise<Sample | null> {
  const { sampling } = request
  const stopsAtEos = !sampling.ignoreEos && !generator.neverStops
  const sent = now()
  const chunkTimes: number[] = []
  const output: Token[] = []
  let input: Token[] = []
  let finish: FinishReason = 'length'
  let stoppedAt: number | null = null
  let problem: { class: FailureClass; message: string } | null = null
  try {
    await sequence.clearHistory()
    input = generator.tokenizer.tokenize(request.prompt, sampling.seed + request.index, sampling.rules)
    if (input.length >= sequence.contextSize) throw new ContextFull(input.length, sequence.contextSize)
    for await (const token of sequence.evaluate(input, engineOptions(sampling, request.index))) {
      const at = now()
      if (signal.aborted) return null
      if (stopsAtEos && generator.model.isEogToken(token)) {
        finish = 'stop'
        stoppedAt = at
        break
      }
      chunkTimes.push(at)
      output.push(token)
      if (output.length >= sampling.maxTokens) break
    }
  } catch (error) {
    if (error instanceof LlmBenchError) throw error
    problem =
      error instanceof ContextFull
        ? { class: 'context-full', message: error.message }
        : { class: 'engine', message: error instanceof Error ? error.message : String(error) }
  }
  const knownAt = now()
  const first = chunkTimes[0]
  const end = stoppedAt ?? chunkTimes.at(-1)
  // The end token was decoded too.
  const decoded = output.length + (stoppedAt === null ? 0 : 1)
  const base = {
    ...jobFields(request),
    sent,
    chunkTimes,
    tokens: { input: input.length, output: decoded, cached: 0, reasoning: null, source: generator.tokenSource },
    text: generator.model.detokenize(output),
  }
  if (problem !== null || first === undefined || end === undefined) {
    const failure = problem ?? { class: 'empty', message: emptyMessage(request.prompt) }
    return { ...base, state: 'failed', end: knownAt, failure }
  }
  const firstTokens = decoded < 2 ? null : 1
  return {
    ...base,
    state: 'completed',
    end,
    firstChunk: first,
    first,
    firstVisible: first,
    finish,
    hiddenTokens: 0,
    firstTokens,
  }
}

/** The cause of an answer without a token, and the way out where the kind of request is it. */
function emptyMessage({ kind }: RequestJob['prompt']): string {
  return kind === 'text'
    ? 'the model ended before its first token, as instruct models do after a bare text: ' +
        'ask by chat(), or set ignoreEos: true'
    : 'the model ended before its first token'
}

function engineOptions(
  { temperature, seed }: Sampling,
  index: number,
): Parameters<LlamaContextSequence['evaluate']>[1] {
  // The engine ends the loop at an end token unless it is asked to yield it: we decide instead.
  const always = { yieldEogToken: true, contextShift: noContextShift }
  // A temperature alone would quietly switch top-k 40 and top-p 0.95 on as well.
  return temperature === 0
    ? { temperature: 0, ...always }
    : { temperature, seed: seed + index, topK: 0, topP: 1, minP: 0, ...always }
}
