import type { KnownPeriod, KnownPrices, KnownRate } from '../../cost/list/known-prices.ts'
import { formatCount } from '../../figures.ts'
import { plainText } from '../../plain-text.ts'
import { alignRows } from '../../text-table.ts'

const units = [
  [/_mtok$/u, 'a million tokens'],
  [/_kcount$/u, 'a thousand'],
  [/_mchars$/u, 'a million characters'],
  [/_hours$/u, 'an hour'],
  [/_gpixels$/u, 'a billion pixels'],
  [/_kpages$/u, 'a thousand pages'],
] as const

/** All that is known of a model's prices, for a terminal. */
export function pricesText(known: KnownPrices): string {
  const { provider, providerId, model, list, periods, sources, second } = known
  return [
    plainText(`${provider} ${model} (${providerId}:${model}), ${list}`),
    ...periods.flatMap(periodLines),
    'batch and flex: unknown, the list has none; declare a factor, or a list of your own (docs/costs.md)',
    ...(second === null
      ? []
      : [
          `second list: ${second.input} and ${second.output} USD per million input and output tokens, ` +
            `${second.list}, entry of ${second.date}`,
        ]),
    ...sources.map((source) => `source named by the list: ${plainText(source)}`),
  ].join('\n')
}

function periodLines({ since, rates }: KnownPeriod): string[] {
  const heading = since === null ? 'in force, without a date in the list' : `in force since ${plainText(since)}`
  return [heading, ...alignRows(rates.map(rateCells)).map((line) => `  ${line}`)]
}

function rateCells({ name, usd, tiers }: KnownRate): string[] {
  const unit = units.find(([ending]) => ending.test(name))
  const what = unit === undefined ? name : name.replace(unit[0], '').replaceAll('_', ' ')
  const above = tiers.map((tier) => `$${tier.usd} above ${formatCount(tier.aboveInputTokens)} input tokens`)
  return [plainText(what), [`$${usd}${unit === undefined ? '' : ` ${unit[1]}`}`, ...above].join('; ')]
}
