import type { PromptDraftsRecord, SpeculationRecord } from '../../record/tokens.ts'
import { pooledShare } from '../../stats/intervals/pooled-share.ts'
import type { Sample } from '../sample.ts'
import type { Rows } from '../table/rows.ts'

/** Fewest prompts that an interval is told from. */
const fewest = 5
/** Most prompts whose sums are kept apart. */
const mostKept = 1000
const confidence = 0.95

/** The prompts that requests went through in order. */
export interface PromptOrder {
  /** 0 where each request had one of its own. */
  readonly count: number
  /** For each prompt the place of the first equal one; left out where all differ. */
  readonly equal?: readonly number[] | undefined
}

/** A prompt for each request. */
export const ownPrompts: PromptOrder = { count: 0 }

/** A request, as far as it tells of drafts. */
type DraftedRequest = Pick<Sample, 'index' | 'asked' | 'tokens'>

/**
 * Share of the drafted tokens that the answers have, over all requests, with its interval: the prompt is the unit, for
 * the same one asked again is hardly ever drafted otherwise. Null where no request tells both.
 */
export function speculationRecord(requests: Rows<DraftedRequest>, prompts: PromptOrder): SpeculationRecord | null {
  const told = requests.flatMap(({ index, asked, tokens: { speculated } }) =>
    speculated === undefined ? [] : [{ ...speculated, prompt: promptOf(index, asked, prompts) }],
  )
  const [first] = told
  if (first === undefined) return null
  const [drafted, accepted] = [sumOf(told, 'drafted'), sumOf(told, 'accepted')]
  const byPrompt = [...Map.groupBy(told, ({ prompt }) => prompt).values()].filter((one) => sumOf(one, 'drafted') > 0)
  return {
    drafted,
    accepted,
    share: drafted === 0 ? null : accepted / drafted,
    interval: byPrompt.length < fewest ? null : intervalOf(keptOf(byPrompt)),
    source: first.source,
    prompts: keptOf(byPrompt),
  }
}

type Counts = readonly { readonly drafted: number; readonly accepted: number }[]

/** A request that says how many tokens it drew has a prompt of its own. */
function promptOf(index: number, asked: DraftedRequest['asked'], { count, equal = [] }: PromptOrder): number {
  const isOwn = count === 0 || (asked?.input ?? null) !== null
  const place = index % count
  return isOwn ? -1 - index : (equal[place] ?? place)
}

function keptOf(byPrompt: readonly Counts[]): PromptDraftsRecord {
  const size = Math.max(1, Math.ceil(byPrompt.length / mostKept))
  const kept = Array.from({ length: Math.ceil(byPrompt.length / size) }, (_, place) =>
    byPrompt.slice(place * size, (place + 1) * size).flat(),
  )
  return {
    count: byPrompt.length,
    drafted: kept.map((counts) => sumOf(counts, 'drafted')),
    accepted: kept.map((counts) => sumOf(counts, 'accepted')),
  }
}

function intervalOf({ drafted, accepted }: PromptDraftsRecord): [number, number] | null {
  const found = pooledShare(Float64Array.from(accepted), Float64Array.from(drafted), confidence)
  return found === null ? null : [found.low, found.high]
}

function sumOf(counts: Counts, name: 'drafted' | 'accepted'): number {
  return counts.reduce((sum, count) => sum + count[name], 0)
}
