import { wallTime } from '../../clock.ts'
import { formatBytes, formatDuration, none } from '../../figures.ts'
import { plainText } from '../../plain-text.ts'
import { alignRows } from '../../text-table.ts'
import type { ListedModel } from './listed-model.ts'

/** The table of `llm-bench models list`. */
export function listText(models: readonly ListedModel[], cache: string): string {
  if (models.length === 0)
    return `no models: none in llmBench({ models }) of this folder's Vitest configuration, none in ${plainText(cache)}`
  const rows = models.map((model) => [
    plainText(model.name ?? none),
    formatBytes(model.bytes),
    stateOf(model),
    plainText([model.spec, ...declaredOf(model)].join(' ')),
  ])
  const total = models.reduce((sum, { bytes }) => sum + (bytes ?? 0), 0)
  const ours = models.reduce((sum, model) => sum + (model.ours ? (model.bytes ?? 0) : 0), 0)
  return [
    ...alignRows([['Name', 'Size', 'Last used', 'Model'], ...rows]),
    '',
    `${formatBytes(total)} in all, ${formatBytes(ours)} of them fetched or written by vitest-llm-bench; ` +
      `downloads are in ${plainText(cache)}`,
  ].join('\n')
}

function stateOf({ path, ours, usedAt, source }: ListedModel): string {
  if (path === null) return source === 'file' ? 'missing' : 'not fetched'
  if (usedAt !== null && ours) return `${formatDuration(Math.max(0, wallTime() - Date.parse(usedAt)))} ago`
  return source === 'file' ? 'a file' : 'not ours'
}

function declaredOf({ license, tags }: ListedModel): string[] {
  return [...(license === null ? [] : [`(${license})`]), ...(tags.length === 0 ? [] : [`[${tags.join(', ')}]`])]
}
