import { formatCount } from '../../figures.ts'
import type { RunHeader } from '../../plan/header.ts'
import type { MeasuredRequest } from '../../samples/facts.ts'
import type { Mismatch } from './mismatch.ts'
import type { Rows } from '../../samples/table/rows.ts'

/** Contexts are multiples of this many tokens; a server may count the two that begin a text beside them. */
const contextStep = 256
const besideContext = 2
/** How much longer than the shortest the longest of the prompts is that are counted alike. */
const differentLengths = 1.5
/** Different prompts that are counted alike: of two of them it may be chance. */
const fewestAlike = 3
/** Words of one of the fewest tokens that a text can be. */
const wordsPerLeast = 2
/** Most that a check makes of a count that may leave out what was cached. */
const doubtfulShare = 0.05

/** Prompts of one length that were counted alike. */
interface Counted {
  readonly input: number
  readonly least: number
  prompts: number
}

/**
 * Prompts of the user's own that a server has cut at its context: fewer tokens are counted than the text can be,
 * whatever the vocabulary; prompts of very different lengths are counted alike; or one has more words than the size of
 * a context, as which it is counted. Null where there is no sign of it.
 */
export function cutTexts(samples: Rows<MeasuredRequest>, { workload, facts }: RunHeader): Mismatch | null {
  const counted = countedAlike(samples)
  const most = counted.reduce((sum, { input }) => Math.max(sum, input), 0)
  const found = tooFew(counted) ?? alike(counted, most) ?? atContext(counted, most, facts.target.contextSize ?? null)
  if (found === null) return null
  const cached = workload.cacheWanted ? ', or leaves out what came from its cache' : ''
  return {
    share: workload.cacheWanted ? Math.min(found.share, doubtfulShare) : found.share,
    protects: ['ttft', 'ttfv', 'latency', 'response'],
    message:
      `${found.message}: it cuts prompts at its context, in silence (Ollama: num_ctx; llama-server: --ctx-size over ` +
      `its slots): raise it, or send shorter ones; else its usage does not count all input${cached}`,
  }
}

function countedAlike(samples: Rows<MeasuredRequest>): Counted[] {
  const counted = new Map<string, Counted>()
  for (const { tokens, asked } of samples) {
    const least = asked?.least ?? null
    if (tokens.input === null || least === null) continue
    const key = `${tokens.input} ${least}`
    const known = counted.get(key)
    if (known === undefined) counted.set(key, { input: tokens.input, least, prompts: 1 })
    else known.prompts++
  }
  return [...counted.values()]
}

function promptsOf(counted: readonly Counted[]): number {
  return counted.reduce((sum, { prompts }) => sum + prompts, 0)
}

function tooFew(counted: readonly Counted[]): Mismatch | null {
  const cut = counted.filter(({ input, least }) => input < least)
  const [first] = cut
  if (first === undefined) return null
  const words = formatCount(first.least * wordsPerLeast)
  return {
    share: promptsOf(cut) / promptsOf(counted),
    message:
      `the server counted ${formatCount(first.input)} input tokens of a prompt of about ${words} words, fewer than ` +
      `any vocabulary makes of it (${formatCount(promptsOf(cut))} of ${formatCount(promptsOf(counted))} prompts)`,
  }
}

function alike(counted: readonly Counted[], most: number): Mismatch | null {
  const same = counted.filter(({ input }) => input === most)
  const lengths = [...new Set(same.map(({ least }) => least))].toSorted((one, other) => one - other)
  const [shortest = 0] = lengths
  const longest = lengths.at(-1) ?? 0
  const isEnough = lengths.length >= (isContext(most, null) ? fewestAlike - 1 : fewestAlike)
  if (!isEnough || longest < differentLengths * shortest) return null
  return {
    share: promptsOf(same) / promptsOf(counted),
    message:
      `the server counted ${formatCount(most)} input tokens of prompts of about ` +
      `${formatCount(shortest * wordsPerLeast)} to ${formatCount(longest * wordsPerLeast)} words alike`,
  }
}

/** More words than tokens are rare, and just as many tokens as a context has are too: both together are no chance. */
function atContext(counted: readonly Counted[], most: number, context: number | null): Mismatch | null {
  if (!isContext(most, context)) return null
  const cut = counted.filter(({ input, least }) => input === most && least * wordsPerLeast > most)
  const [first] = cut
  if (first === undefined) return null
  return {
    share: promptsOf(cut) / promptsOf(counted),
    message:
      `the server counted ${formatCount(most)} input tokens, the size of a context, of a prompt of about ` +
      `${formatCount(first.least * wordsPerLeast)} words`,
  }
}

function isContext(tokens: number, context: number | null): boolean {
  if (context !== null && Math.abs(tokens - context) <= besideContext) return true
  const size = Math.round(tokens / contextStep) * contextStep
  return size > 0 && Math.abs(tokens - size) <= besideContext
}
