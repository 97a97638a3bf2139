import { bounded, plainText, truncate } from '../../../src/plain-text.ts'

/** One bar or point of a chart. */
export interface Point {
  readonly name: string
  readonly value: number
  /** The same figure before; left out where there is none. */
  readonly before?: number
}

/** Points that a chart has room for. */
const mostPoints = 12
const nameWidth = 22
const titleWidth = 80

/** Text between quotes of a Mermaid diagram: what could end the quotes, the line or the block of code goes. */
function quoted(text: string, width: number): string {
  const plain = truncate(plainText(bounded(text)), width).replaceAll(/[^\p{L}\p{M}\p{N} .,:()/+%=@_…-]/gu, ' ')
  const words = plain.replaceAll(/%{2,}/gu, '%').replaceAll(/\s+/gu, ' ').trim()
  // Empty quotes are no text for Mermaid.
  return `"${words === '' ? 'unnamed' : words}"`
}

/** Names as an axis shows them: equal ones are numbered, for each has a place of its own. */
function axisNames(points: readonly Point[]): string[] {
  const seen = new Map<string, number>()
  return points.map(({ name }) => {
    const text = quoted(name, nameWidth)
    const times = (seen.get(text) ?? 0) + 1
    seen.set(text, times)
    return times === 1 ? text : `"${text.slice(1, -1)} ${times}"`
  })
}

/** A figure as Mermaid reads it: plain digits. */
function digits(value: number): string {
  return Number(value.toPrecision(4)).toLocaleString('en-US', { useGrouping: false, maximumSignificantDigits: 4 })
}

/**
 * A chart that GitHub draws from its text: bars, and a line where each has a figure before. Of more figures than it has
 * room for it shows the first, and its title says so. Null for a single figure without one before, which says nothing
 * beside a table, and where none is above 0.
 */
export function barChart(title: string, unit: string, points: readonly Point[]): string | null {
  return chart(title, unit, points, 'bar')
}

/** {@link barChart} of points that follow each other, such as the levels of a sweep. */
export function lineChart(title: string, unit: string, points: readonly Point[]): string | null {
  return chart(title, unit, points, 'line')
}

/** The title, and how many points are left out: the words behind it are never cut. */
function titleText(title: string, points: number): string {
  const cut = points > mostPoints ? `, first ${mostPoints} of ${points}` : ''
  const text = quoted(title, titleWidth - cut.length)
  return `${text.slice(0, -1)}${cut}"`
}

function chart(title: string, unit: string, points: readonly Point[], kind: 'bar' | 'line'): string | null {
  const known = points.filter(({ value }) => Number.isFinite(value) && value >= 0)
  const shown = known.slice(0, mostPoints)
  const befores = shown.map(({ before }) => before ?? Number.NaN)
  const isBeside = befores.length > 0 && befores.every((before) => Number.isFinite(before))
  if (shown.length < (isBeside ? 1 : 2)) return null
  const values = shown.map(({ value }) => value)
  const most = Math.max(...values, ...(isBeside ? befores : []))
  if (!(most > 0)) return null
  return [
    '```mermaid',
    'xychart-beta',
    `    title ${titleText(title, known.length)}`,
    `    x-axis [${axisNames(shown).join(', ')}]`,
    `    y-axis ${quoted(unit, 30)} 0 --> ${digits(most * 1.1)}`,
    `    ${kind} [${values.map(digits).join(', ')}]`,
    ...(isBeside ? [`    line [${befores.map(digits).join(', ')}]`] : []),
    '```',
  ].join('\n')
}
