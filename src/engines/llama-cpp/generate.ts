import type { LlamaContextSequence, LlamaModel, Token } from 'node-llama-cpp'
import { LlmBenchError } from '../../errors.ts'
import type { FailureClass, FinishReason, Sample } from '../../samples/sample.ts'
import type { TokenSource } from '../../record/tokens.ts'
import { now } from '../../clock.ts'
import { jobFields } from '../../requesters/job-fields.ts'
import type { RequestJob } from '../../requesters/requester.ts'
import { evaluateOptions } from './evaluate-options.ts'
import { lengthening } from './lengthen.ts'
import { ContextFull } from './no-context-shift.ts'
import { noTopK } from './answers/no-top-k.ts'
import { type AnswerTokens, answerTokens } from './answers/answer-tokens.ts'
import { readAnswer } from './answers/read-answer.ts'
import type { RuleBook } from './answers/rule-book.ts'
import type { SamplerClock } from './answers/sampler-clock.ts'
import { draftsOf } from './speculation/counted-drafts.ts'
import { clear, standAt } from './sequence/standing-prefix.ts'
import type { PromptTokenizer } from './tokenize-prompt.ts'

/** Model and tokenizer that the requests of one context share. */
export interface Generator {
  readonly model: LlamaModel
  readonly tokenizer: PromptTokenizer
  readonly tokenSource: TokenSource
  /** True for random weights, whose end-of-sequence token means nothing: generation never stops at it. */
  readonly neverStops: boolean
  readonly rules: RuleBook
  /** True where the engine's own calls are known: a context of one sequence is then driven by them. */
  readonly steps: boolean
}

/**
 * Makes one request and stamps it. Between `sent` and the last token only the work happens that every
 * request needs: clearing the sequence (which under load waits for the engine, as the client does), the
 * template, tokenization, evaluation. Text is made from tokens afterwards.
 * @param clock of the context's sampler: takes the time in which the state of a grammar is made, and shows the sampler
 * @returns null when the abort signal cut it short: it is neither a success nor the model's failure.
 */
export async function generate(
  generator: Generator,
  sequence: LlamaContextSequence,
  request: RequestJob,
  signal: AbortSignal,
  clock: Pick<SamplerClock, 'add' | 'sampler'> | null = null,
): Promise<Sample | null> {
  const { sampling } = request
  const rules = sampling.rules === undefined ? null : await generator.rules.of(sampling.rules)
  const stops = rules?.stopWatch() ?? null
  const asked = { sampling, index: request.index, rules, noTopK: noTopK(sequence) }
  const depth = sampling.depth ?? 0
  const drafts = draftsOf(sequence)
  let sent = now()
  const chunkTimes: number[] = []
  const output: Token[] = []
  let input: Token[] = []
  let finish: FinishReason = 'length'
  let stoppedAt: number | null = null
  let decoded = 0
  let endToken: Token | null = null
  let answering: AnswerTokens | null = null
  let problem: { class: FailureClass; message: string } | null = null
  try {
    if (depth === 0) await clear(sequence)
    else {
      await standAt(sequence, generator.tokenizer, sampling)
      sent = now()
    }
    const goesOn = lengthening(sent)
    input = generator.tokenizer.tokenize(request.prompt, sampling.seed + request.index, sampling.rules)
    if (depth + input.length >= sequence.contextSize) throw new ContextFull(depth + input.length, sequence.contextSize)
    drafts?.begin(input)
    const makingGrammar = now()
    const grammar = rules?.grammarState() ?? null
    if (grammar !== null) clock?.add(now() - makingGrammar)
    // A grammar lets the end token through where the answer is complete, and nothing else after it.
    const stopsAtEos = !sampling.ignoreEos && (!generator.neverStops || grammar !== null)
    const options = evaluateOptions({ ...asked, grammar })
    answering = answerTokens(sequence, input, options, generator.steps ? (clock?.sampler ?? null) : null)
    for (;;) {
      const token = await answering.next()
      const at = now()
      if (token === null) break
      if (signal.aborted) return null
      if (stopsAtEos && generator.model.isEogToken(token)) {
        finish = 'stop'
        stoppedAt = at
        // The end token was decoded too.
        decoded++
        endToken = token
        break
      }
      chunkTimes.push(at)
      output.push(token)
      decoded++
      if (stops?.ends(token) === true) {
        finish = 'stop'
        stoppedAt = at
        break
      }
      if (output.length >= sampling.maxTokens && !goesOn(at)) break
      const held = depth + input.length + output.length
      if (held >= sequence.contextSize) throw new ContextFull(held + 1, sequence.contextSize)
    }
  } catch (error) {
    if (error instanceof LlmBenchError) throw error
    problem = problemOf(error)
  } finally {
    await answering?.end()
  }
  const knownAt = now()
  const chat = request.prompt.kind === 'messages'
  const answer = readAnswer(generator.model, { input: chat ? input : null, output, rules, finish })
  // Tokens of a stop text have no text of the answer, and end it.
  const textTimes = chunkTimes.slice(0, answer.withText)
  const first = textTimes[0]
  const end = stoppedAt ?? textTimes.at(-1)
  const base = {
    ...jobFields(request),
    sent,
    chunkTimes: textTimes,
    tokens: {
      input: input.length,
      output: decoded,
      cached: 0,
      reasoning: answer.thought,
      ...(drafts === null
        ? {}
        : {
            speculated: {
              ...drafts.count(endToken === null ? output : [...output, endToken]),
              source: 'counted' as const,
            },
          }),
      source: generator.tokenSource,
    },
    text: answer.text,
    ...(answer.reasoning === null ? {} : { reasoning: answer.reasoning }),
    ...(answer.toolCalls === null ? {} : { toolCalls: answer.toolCalls }),
  }
  if (problem !== null || first === undefined || end === undefined) {
    const failure = problem ?? { class: 'empty', message: emptyMessage(request.prompt, output.length > 0) }
    return { ...base, state: 'failed', end: knownAt, failure }
  }
  const firstTokens = decoded < 2 ? null : 1
  return {
    ...base,
    state: 'completed',
    end,
    firstChunk: first,
    first,
    firstVisible: textTimes[answer.thought ?? 0] ?? null,
    finish: answer.finish,
    hiddenTokens: 0,
    firstTokens,
  }
}

function problemOf(error: unknown): { class: FailureClass; message: string } {
  return error instanceof ContextFull
    ? { class: 'context-full', message: error.message }
    : { class: 'engine', message: error instanceof Error ? error.message : String(error) }
}

/** The cause of an answer without a token, and the way out where the kind of request is it. */
function emptyMessage({ kind }: RequestJob['prompt'], stopped: boolean): string {
  if (stopped) return 'the answer began with one of the texts of option stop'
  return kind === 'text'
    ? 'the model ended before its first token, as instruct models do after a bare text: ' +
        'ask by chat(), or set ignoreEos: true'
    : 'the model ended before its first token'
}
