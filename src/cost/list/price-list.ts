import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { LlmBenchError } from '../../errors.ts'
import { readUpdate } from './updated-list.ts'

type GenaiPrices = typeof import('@pydantic/genai-prices')

/** The name of the package that has the list. */
export const listPackage = '@pydantic/genai-prices'

/** The offline price list and the version of the package it came in. */
export interface PriceList {
  readonly calcPrice: GenaiPrices['calcPrice']
  readonly findProvider: GenaiPrices['findProvider']
  /** Version of the package, and the day its data were updated on where somebody asked for that. */
  readonly version: string
}

let loaded: PriceList | undefined

/**
 * Loads `@pydantic/genai-prices` at first use, with the data that `llm-bench prices update` fetched, if it did.
 * Synchronously, because matchers are: an unawaited matcher would leave a failing test green. Its CommonJS build is
 * half the size of the other.
 *
 * @throws LlmBenchError `price-unknown` where fetched data cannot be read
 */
export function priceList(): PriceList {
  loaded ??= load()
  return loaded
}

function load(): PriceList {
  const require = createRequire(import.meta.url)
  const { calcPrice, findProvider, updatePrices }: GenaiPrices = require(listPackage)
  const manifest = join(require.resolve(listPackage), '../../package.json')
  const { version }: { version: string } = JSON.parse(readFileSync(manifest, 'utf8'))
  const update = readUpdate()
  if (update === null) return { calcPrice, findProvider, version }
  try {
    updatePrices(({ setProviderData }) => setProviderData(update.providers as never))
  } catch (error) {
    throw new LlmBenchError(
      'price-unknown',
      `the updated price list ${update.file} is of a form that ${listPackage} ${version} does not know: ` +
        'run llm-bench prices update again, or llm-bench prices reset',
      { cause: error },
    )
  }
  return { calcPrice, findProvider, version: `${version}, data of ${update.fetched}` }
}
