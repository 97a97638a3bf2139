import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'

type GenaiPrices = typeof import('@pydantic/genai-prices')

/** The offline price list and the version of the package it came in. */
export interface PriceList {
  readonly calcPrice: GenaiPrices['calcPrice']
  readonly version: string
}

let loaded: PriceList | undefined

/**
 * Loads `@pydantic/genai-prices` at first use. Synchronously, because matchers are: an unawaited
 * matcher would leave a failing test green. Its CommonJS build is half the size of the other.
 */
export function priceList(): PriceList {
  loaded ??= load()
  return loaded
}

function load(): PriceList {
  const require = createRequire(import.meta.url)
  const { calcPrice }: GenaiPrices = require('@pydantic/genai-prices')
  const manifest = join(require.resolve('@pydantic/genai-prices'), '../../package.json')
  const { version }: { version: string } = JSON.parse(readFileSync(manifest, 'utf8'))
  return { calcPrice, version }
}
