import type { ProgressNews } from '../../src/broker/calls.ts'
import { displayWidth, plainText, truncate } from '../../src/plain-text.ts'

type News = Pick<ProgressNews, 'text' | 'name'>

const indent = '  '
const between = ' · '
/** Columns below which a name, or a part of several, says nothing. */
const narrowestName = 8
const narrowestPart = 30

/** News in one line of at most `width` columns: names are cut before figures, and what has no room is counted. */
export function liveLine(all: readonly News[], width: number): string {
  const room = width - indent.length
  const most = Math.max(1, Math.floor((room + between.length) / (narrowestPart + between.length)))
  const shown = all.length > most ? all.slice(0, Math.max(1, most - 1)) : all
  const more = all.length > shown.length ? `${between}${all.length - shown.length} more` : ''
  const each = Math.floor((room - more.length + between.length) / shown.length) - between.length
  return `${indent}${shown.map((news) => partOf(news, each)).join(between)}${more}`
}

function partOf({ text, name }: News, width: number): string {
  const said = plainText(text)
  if (name === undefined) return truncate(said, width)
  const left = width - displayWidth(said) - ': '.length
  return left < narrowestName ? truncate(said, width, 1) : `${truncate(plainText(name), left)}: ${said}`
}
