import { simulatedText, varied } from '../../requesters/simulated/varied.ts'
import type { FailedSample, Sample, TokenCounts } from '../../samples/sample.ts'
import { seededRandom } from '../../stats/random.ts'
import { isItemsPrompt, itemsOf, type ItemsPrompt, type Prompt, textsOf } from '../../workload/prompt.ts'
import type { RequestDefinition } from '../../workload/request-definition.ts'
import type { RecordedUnit } from '../recorded/answer-pool.ts'
import type { RecordedAnswer, RecordedTimes } from '../recorded/recording-format.ts'
import type { Simulation } from './simulation.ts'

/** Shortest time of anything: a moment that takes none would let a load by time go on for ever. */
const leastMs = 0.01
const charactersPerToken = 4
/** Tokens that an execution of a task takes the time of. */
const taskTokens = 32
/** Numbers of a vector where nobody says how many. */
const usualDimensions = 8

/** Requests that are answered without anybody being asked. */
export interface SimulatedRequests {
  readonly simulation: Simulation
  readonly definition: RequestDefinition
  /** Number that sets the answers of one target apart from those of another. */
  readonly salt: number
  /** Whether an answer comes in parts. */
  readonly stream: boolean
}

/** The answers to the requests of one index: several of a conversation. The same index has the same ones, always. */
export function simulatedUnit(requests: SimulatedRequests, index: number): RecordedUnit {
  const { simulation, definition, salt } = requests
  const { prompts } = definition
  const random = seededRandom(Math.imul(simulation.seed * 1_000_003 + index, 0x9e3779b1) ^ salt)
  const prompt = prompts[index % prompts.length] as Prompt
  if (prompt.kind !== 'conversation') return [answerOf(requests, prompt, random, inputTokens(prompt))]
  return prompt.turns.map((text, turn) =>
    Object.assign(answerOf(requests, prompt, random, tokensIn(text)), { turn, unit: index }),
  )
}

type SampleBeside = Pick<Sample, 'items' | 'dimensions' | 'task'>

/** Fields of the samples of one prompt that no recording has. */
export function fieldsBeside(prompt: Prompt, kind: RequestDefinition['kind']): SampleBeside {
  if (kind === 'task') return { task: { steps: 1, calls: 1, usd: 0, models: [], unpriced: [] } }
  if (!isItemsPrompt(prompt)) return {}
  const dimensions = prompt.kind === 'texts' ? { dimensions: prompt.dimensions ?? usualDimensions } : {}
  return { items: itemsOf(prompt), ...dimensions }
}

function answerOf(
  { simulation, definition, stream }: SimulatedRequests,
  prompt: Prompt,
  random: () => number,
  input: number | null,
): RecordedAnswer {
  const fails = random() < simulation.failures
  const isText = definition.kind === 'completion' || definition.kind === 'chat'
  const { maxTokens } = definition.sampling
  const asked = Math.max(1, isText ? (prompt.maxTokens ?? maxTokens) : taskTokens)
  const output = Math.min(asked, simulation.tokens ?? asked)
  const times = timesOf(simulation, isText || definition.kind === 'task' ? output : 1, stream && isText, random)
  const base = { type: 'answer', request: '', status: 200 } as const
  if (fails) {
    const failure: FailedSample['failure'] = { class: 'engine', message: 'a simulated failure' }
    return { ...base, times: { ...times, chunks: [] }, tokens: counts(input, 0), text: '', failure }
  }
  const text = isItemsPrompt(prompt) ? itemsText(prompt, random) : simulatedText(output)
  return {
    ...base,
    times,
    tokens: counts(input, isText ? output : 0),
    text,
    hiddenTokens: 0,
    firstTokens: isText && stream && output > 1 ? 1 : null,
    finish: output < asked ? 'stop' : 'length',
  }
}

function timesOf(simulation: Simulation, tokens: number, stream: boolean, random: () => number): RecordedTimes {
  const { ttftMs, tpotMs, jitter } = simulation
  const chunks = [Math.max(leastMs, varied(ttftMs, jitter, random))]
  while (chunks.length < tokens) chunks.push((chunks.at(-1) as number) + varied(tpotMs, jitter, random))
  const [first, end] = [chunks[0] as number, chunks.at(-1) as number]
  if (!stream) return { wait: 0, firstChunk: null, first: null, firstVisible: null, chunks: [], end, over: null }
  return { wait: 0, firstChunk: first, first, firstVisible: first, chunks, end, over: null }
}

function counts(input: number | null, output: number): TokenCounts {
  return { input, output, cached: null, reasoning: null, source: 'estimated' }
}

function inputTokens(prompt: Exclude<Prompt, { kind: 'conversation' }>): number {
  if (prompt.kind === 'tokens') return prompt.count
  if (prompt.kind === 'text') return tokensIn(prompt.text)
  if (prompt.kind === 'messages') return tokensIn(prompt.messages.map(({ content }) => content).join(''))
  return tokensIn(textsOf(prompt).join(''))
}

function tokensIn(text: string): number {
  return Math.ceil(text.length / charactersPerToken)
}

/** Vectors or scores for whoever asks once: those of a run are kept nowhere. */
function itemsText(prompt: ItemsPrompt, random: () => number): string {
  if (prompt.keep !== true) return ''
  if (prompt.kind === 'texts') return JSON.stringify(prompt.texts.map(() => vector(prompt.dimensions, random)))
  const scores = prompt.documents.map((_, index) => ({ index, score: random() }))
  const ranked = scores.toSorted((one, other) => other.score - one.score)
  return JSON.stringify(ranked.slice(0, prompt.topN ?? ranked.length))
}

function vector(dimensions: number | null, random: () => number): number[] {
  const numbers = Array.from({ length: dimensions ?? usualDimensions }, () => random() - 0.5)
  const length = Math.hypot(...numbers)
  return numbers.map((number) => number / length)
}
