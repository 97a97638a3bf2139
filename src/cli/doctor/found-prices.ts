import { today } from '../../clock.ts'
import { priceList } from '../../cost/list/price-list.ts'
import type { FoundPrices } from './examination.ts'

/** Providers whose prices are dated. */
const providers = ['openai', 'anthropic', 'google', 'mistral']

/** The price list and the newest date in it that is not to come. */
export function foundPrices(): FoundPrices {
  try {
    const { version, findProvider } = priceList()
    const text = JSON.stringify(providers.map((providerId) => findProvider({ providerId })))
    const now = today().toISOString().slice(0, 10)
    const dates = [...text.matchAll(/"start_date":"(\d{4}-\d{2}-\d{2})"/gu)].flatMap(([, date]) => date ?? [])
    return {
      version,
      newest:
        dates
          .filter((date) => date <= now)
          .toSorted()
          .at(-1) ?? null,
    }
  } catch {
    return { version: null, newest: null }
  }
}
