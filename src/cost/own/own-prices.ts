import { LlmBenchError } from '../../errors.ts'
import { optionsOf } from '../../option-check/call.ts'
import { checkOptions } from '../../option-check/check-options.ts'
import { noMore } from '../../option-check/no-more.ts'
import { shown } from '../../option-check/shown.ts'
import { notAllowed } from '../../option-check/sentences.ts'
import type { Price } from '../priced.ts'
import type { Service } from '../price-options.ts'
import { declaredPrice, type OwnRates } from './own-rates.ts'
import { ownListSchema } from './own-list-schema.ts'

/** A model in a list of one's own: its usual prices, and those of the ways of being served that it has. */
export interface OwnListedModel extends OwnRates {
  /** Prices of a batch, which is answered within hours. Unknown, when left out. */
  readonly batch?: OwnRates
  /** Prices of requests that may wait. Unknown, when left out. */
  readonly flex?: OwnRates
}

/** A price list of one's own. */
export interface OwnPriceList {
  /** Name in messages and reports: `contract of 2026`. */
  readonly name: string
  /** Day since which its prices hold, as `2026-10-01`. */
  readonly date?: string
  readonly models: Readonly<Record<string, OwnListedModel>>
}

/**
 * A price list of one's own, as a contract has it: gives the price of a model, and of `batch` and `flex` where the
 * list has those.
 *
 * @returns the price of a model by its name in the list
 * @throws LlmBenchError `invalid-option` for a list that cannot be meant; the function it returns `price-unknown`
 * where the list has no such model, or not that way of serving it
 * @example
 * const contract = ownPrices({
 *   name: 'contract of 2026',
 *   date: '2026-10-01',
 *   models: { 'gpt-4o': { inputPerMTok: 2, outputPerMTok: 8, batch: { inputPerMTok: 1, outputPerMTok: 4 } } },
 * })
 * expect(run).toSaveCostVs(contract('gpt-4o', 'batch'), 0.3)
 */
export function ownPrices(list: OwnPriceList): (model: string, service?: Service) => Price
export function ownPrices(list: OwnPriceList, ...more: unknown[]): (model: string, service?: Service) => Price {
  noMore('ownPrices(list)', more)
  checkOptions(ownListSchema, list, { call: optionsOf('ownPrices') })
  const { name, date = null } = list
  const models = new Map(Object.entries(list.models))
  const call = `ownPrices("${name}")(model, service)`
  return (model, service = 'standard', ...others: unknown[]) => {
    noMore(call, others)
    if (typeof model !== 'string') throw notAllowed(call, shown(model), 'the name of a model in the list')
    if (!['standard', 'batch', 'flex'].includes(service)) {
      throw notAllowed(call, shown(service), '"standard", "batch" or "flex"')
    }
    const rates = ratesOf(models.get(model), service)
    if (rates === undefined) {
      throw new LlmBenchError(
        'price-unknown',
        `the ${service === 'standard' ? '' : `${service} `}price of ${shown(model)} is unknown: ` +
          `the list "${name}" has ${models.has(model) ? 'the model, without it' : `only ${namesOf(models)}`}`,
      )
    }
    return declaredPrice(`${name}: ${model}${service === 'standard' ? '' : `, ${service}`}`, rates, {
      provider: null,
      model,
      date,
      since: date,
      list: name,
      version: null,
      service,
      factor: null,
    })
  }
}

function ratesOf(model: OwnListedModel | undefined, service: Service): OwnRates | undefined {
  return service === 'standard' ? model : model?.[service]
}

function namesOf(models: ReadonlyMap<string, unknown>): string {
  return [...models.keys()].join(', ')
}
