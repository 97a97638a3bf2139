import { formatCount } from '../figures.ts'
import type { JsonNumber } from '../record/figure.ts'
import type { RunRecord } from '../record/run.ts'
import type { ServerFiguresRecord } from '../record/server.ts'
import { droppedFigures } from '../servers/metrics/dropped-figures.ts'

type Figure = Exclude<keyof ServerFiguresRecord, 'server' | 'windowMs' | 'dropped'>

/** Figures that are counts or sums, so that blocks add up. */
const sums: readonly Figure[] = [
  'requests',
  'promptTokens',
  'cachedTokens',
  'generatedTokens',
  'prefillMs',
  'decodeMs',
  'preemptions',
  'draftTokens',
  'acceptedTokens',
]
/** Figures that are means, weighted by the requests of their blocks. */
const means: readonly Figure[] = [
  'meanQueueMs',
  'meanTtftMs',
  'meanTpotMs',
  'meanInterTokenMs',
  'meanLatencyMs',
  'meanBatch',
]

/** A server's figures over several blocks as one. Null when no block has any; dropped where one block's are. */
export function joinFigures(blocks: readonly (ServerFiguresRecord | null)[]): ServerFiguresRecord | null {
  const known = blocks.filter((block) => block !== null)
  const [first] = known
  if (first === undefined || known.length === 1) return first ?? null
  const dropped = known.find((block) => block.dropped !== null)
  if (dropped !== undefined) return dropped
  const joined = { ...first, windowMs: known.reduce((sum, { windowMs }) => sum + windowMs, 0) }
  for (const name of sums) joined[name] = sumOf(known, name)
  for (const name of means) joined[name] = meanOf(known, name)
  return joined
}

/** A server's figures, but for those of another one: which served fewer requests than were answered. */
export function ownFigures(
  figures: ServerFiguresRecord | null,
  { succeeded }: Pick<RunRecord['requests'], 'succeeded'>,
): ServerFiguresRecord | null {
  if (figures === null || figures.requests === null || figures.requests >= succeeded) return figures
  return droppedFigures(
    figures,
    `it counts ${formatCount(figures.requests)} requests where ${formatCount(succeeded)} were answered: ` +
      'another server answers behind this address too; measure one of them, or give its metrics by the option metrics',
  )
}

/** Sum over all blocks; null where one does not say it, for the rest would be a part called the whole. */
function sumOf(blocks: readonly ServerFiguresRecord[], name: Figure): JsonNumber {
  let sum = 0
  for (const block of blocks) {
    const value = block[name]
    if (value === null) return null
    sum += value
  }
  return sum
}

function meanOf(blocks: readonly ServerFiguresRecord[], name: Figure): JsonNumber {
  let sum = 0
  let weight = 0
  for (const block of blocks) {
    const value = block[name]
    if (value === null) continue
    sum += value * (block.requests ?? 1)
    weight += block.requests ?? 1
  }
  return weight === 0 ? null : sum / weight
}
