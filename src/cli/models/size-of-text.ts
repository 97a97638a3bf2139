import { notAllowed } from '../../option-check/sentences.ts'
import { shown } from '../../option-check/shown.ts'

const units: Readonly<Record<string, number>> = { '': 1, k: 1e3, m: 1e6, g: 1e9, t: 1e12 }
const binaryUnits: Readonly<Record<string, number>> = { k: 2 ** 10, m: 2 ** 20, g: 2 ** 30, t: 2 ** 40 }

/**
 * Bytes of a size as a person writes it: `20GB`, `1.5 TiB`, `500000`.
 * @throws LlmBenchError `invalid-option` for another text
 */
export function bytesOfText(call: string, text: string): number {
  const {
    figure,
    unit = '',
    binary,
  } = /^(?<figure>\d+(?:\.\d+)?)\s*(?:(?<unit>[kmgt])(?<binary>i)?)?b?$/i.exec(text.trim())?.groups ?? {}
  const factor = (binary === undefined ? units : binaryUnits)[unit.toLowerCase()]
  if (figure === undefined || factor === undefined) throw notAllowed(call, shown(text), 'a size such as 20GB or 500MiB')
  return Math.floor(Number(figure) * factor)
}
