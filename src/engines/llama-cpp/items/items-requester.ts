import type { LlamaEmbeddingContext, LlamaRankingContext } from 'node-llama-cpp'
import { now } from '../../../clock.ts'
import { vectorProblem } from '../../../http/items/read-vectors.ts'
import type { RankedDocument } from '../../../http/items/read-scores.ts'
import { completedWhole } from '../../../requesters/completed-whole.ts'
import { jobFields } from '../../../requesters/job-fields.ts'
import type { Requester, RequestJob } from '../../../requesters/requester.ts'
import type { FailedSample, Sample } from '../../../samples/sample.ts'
import type { TokenSource } from '../../../record/tokens.ts'
import { isItemsPrompt, itemsOf, type RankingPrompt, type TextsPrompt } from '../../../workload/prompt.ts'
import type { ItemsContexts } from './items-contexts.ts'
import type { TokensOf } from './items-tokens.ts'

/** An answer of vectors or scores, and the tokens that it was read from. */
interface Evaluated {
  readonly tokens: number
  readonly answer: readonly unknown[]
  readonly dimensions: number | null
}

/** A requester of vectors or scores: each stream has a context, which evaluates one text after the other. */
export function itemsRequester(open: ItemsContexts, tokensOf: TokensOf, source: TokenSource): Requester {
  return {
    async request(job, signal) {
      const { prompt, stream } = job
      if (!isItemsPrompt(prompt)) throw new TypeError(`a prompt of ${prompt.kind} asks for a text`)
      const sent = now()
      let failure: FailedSample['failure'] | null = null
      let evaluated: Evaluated | null = null
      try {
        evaluated =
          open.kind === 'texts'
            ? await embedded(open.contexts[stream] as LlamaEmbeddingContext, prompt as TextsPrompt, tokensOf, signal)
            : await ranked(open.contexts[stream] as LlamaRankingContext, prompt as RankingPrompt, tokensOf, signal)
        if (evaluated === null) return null
      } catch (error) {
        failure = { class: 'engine', message: error instanceof Error ? error.message : String(error) }
      }
      return sampleOf(
        job,
        { sent, end: now(), items: itemsOf(prompt), source },
        evaluated,
        failure,
        prompt.keep === true,
      )
    },
  }
}

async function embedded(
  context: LlamaEmbeddingContext,
  { texts }: TextsPrompt,
  tokensOf: TokensOf,
  signal: AbortSignal,
): Promise<Evaluated | null> {
  let tokens = 0
  const vectors: number[][] = []
  for (const [place, text] of texts.entries()) {
    const input = tokensOf(text)
    tokens += context.calculateInputLength(input)
    const { vector } = await context.getEmbeddingFor(input)
    if (signal.aborted) return null
    const problem = vectorProblem(vector)
    if (problem !== null) throw new Error(`the vector of text ${place} ${problem}`)
    vectors.push(normalized(vector))
  }
  return { tokens, answer: vectors, dimensions: vectors[0]?.length ?? null }
}

/** The vector of length 1 in the same direction, as servers give it. */
function normalized(vector: readonly number[]): number[] {
  const norm = Math.hypot(...vector)
  return vector.map((value) => value / norm)
}

async function ranked(
  context: LlamaRankingContext,
  { query, documents, topN }: RankingPrompt,
  tokensOf: TokensOf,
  signal: AbortSignal,
): Promise<Evaluated | null> {
  let tokens = 0
  const scored: RankedDocument[] = []
  for (const [index, document] of documents.entries()) {
    const [asked, read] = [tokensOf(query), tokensOf(document)]
    tokens += context.calculateInputLength(asked, read)
    const score = await context.rank(asked, read)
    if (signal.aborted) return null
    if (!Number.isFinite(score)) throw new Error(`the score of document ${index} is no finite number`)
    scored.push({ index, score })
  }
  const best = scored.toSorted((one, other) => other.score - one.score)
  return { tokens, answer: topN === null ? best : best.slice(0, topN), dimensions: null }
}

interface Facts {
  readonly sent: number
  readonly end: number
  readonly items: number
  readonly source: TokenSource
}

function sampleOf(
  job: RequestJob,
  { sent, end, items, source }: Facts,
  evaluated: Evaluated | null,
  failure: FailedSample['failure'] | null,
  keep: boolean,
): Sample {
  const dimensions = evaluated?.dimensions ?? null
  const base = {
    ...jobFields(job),
    sent,
    end,
    chunkTimes: [],
    tokens: { input: evaluated?.tokens ?? null, output: 0, cached: 0, reasoning: null, source },
    items,
    text: keep ? JSON.stringify(evaluated?.answer ?? []) : '',
  }
  if (failure !== null) return { ...base, state: 'failed', failure }
  return {
    ...base,
    ...(dimensions === null ? {} : { dimensions }),
    ...completedWhole,
  }
}
