import type { GpuRecord } from '../../../record/machine/facts.ts'
import type { Probe } from '../run-probe.ts'
import { commandText } from '../run-probe.ts'
import { nvidiaCard } from '../tables/nvidia-cards.ts'
import { wholeNumber } from '../whole-number.ts'

/** Fields that `nvidia-smi` is asked for, in their order. */
const fields = ['count', 'index', 'name', 'driver_version', 'memory.total'] as const
const mebibyte = 2 ** 20

/**
 * The rows of `nvidia-smi --query-gpu=… --format=csv,nounits` by the fields that were asked for, with a first line of
 * their names or without; a value that it does not have (`N/A`, `[Not Supported]`, `[Unknown Error]`) is null. Null
 * altogether where a row has not as many values as were asked for, or the last was cut off: a list without one of its
 * cards would be wrong.
 */
export function csvRows<Field extends string>(
  output: string,
  asked: readonly Field[],
): Record<Field, string | null>[] | null {
  if (!output.endsWith('\n')) return null
  const lines = output.split('\n').filter((line) => line.trim() !== '')
  const table = lines.map((line) => line.split(',').map((value) => value.trim()))
  const order = columnsOf(table[0] ?? [], asked)
  const rows = order === null ? table : table.slice(1)
  if (rows.length === 0 || rows.some((row) => row.length !== asked.length)) return null
  return rows.map(
    (row) =>
      Object.fromEntries(asked.map((field, at) => [field, known(row[order?.[at] ?? at] ?? '')])) as Record<
        Field,
        string | null
      >,
  )
}

/** Place of each asked field in a line of their names, `memory.total [MiB]`; null where the line is none. */
function columnsOf(head: readonly string[], asked: readonly string[]): number[] | null {
  const names = head.map((name) => name.replace(/ \[\w+\]$/u, ''))
  const places = asked.map((field) => names.indexOf(field))
  return places.includes(-1) ? null : places
}

function known(value: string): string | null {
  return value === '' || /^\[?(?:N\/A|Not Supported|Unknown Error|GPU requires reset)\]?$/iu.test(value) ? null : value
}

/** The cards that `nvidia-smi` lists; null where its table is not whole. */
export function nvidiaGpus(output: string): GpuRecord[] | null {
  const rows = csvRows(output, fields)
  if (rows === null) return null
  // A card that is listed twice or left out, or a driver of two versions, is damage.
  const indices = new Set(rows.map(({ index }) => wholeNumber(index, 0, 1023)))
  const drivers = new Set(rows.map(({ driver_version: version }) => version))
  const isCounted = rows.every(({ count }) => wholeNumber(count, 1, 1024) === rows.length)
  if (!isCounted || indices.has(null) || indices.size !== rows.length || drivers.size > 1) return null
  return rows.map((row) => {
    const mebibytes = wholeNumber(row['memory.total'], 1, 2 ** 24)
    const memoryBytes = mebibytes === null ? null : mebibytes * mebibyte
    const card = row.name === null ? null : nvidiaCard(row.name, memoryBytes)
    return {
      name: row.name,
      vendor: 'nvidia',
      cores: null,
      memoryBytes,
      driver: /^\d+(?:\.\d+)+$/u.test(row.driver_version ?? '') ? row.driver_version : null,
      bandwidthGBs: card?.bandwidthGBs ?? null,
      peakTflops: card?.peakTflops ?? null,
    }
  })
}

/** The probe of NVIDIA's cards. */
export const nvidiaProbe: Probe<string> = {
  format: 'recorded',
  ask: async (signal) =>
    await commandText('nvidia-smi', [`--query-gpu=${fields.join(',')}`, '--format=csv,nounits'], signal),
}
