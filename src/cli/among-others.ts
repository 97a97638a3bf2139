import { formatPValue } from '../figures.ts'

/**
 * A sentence on what would be a regression by itself, and is none among the others that were judged with it.
 * @param all how many there are, in words
 */
export function amongOthersWords(alone: number, together: number, all: string): string {
  return (
    `beyond the band by itself (${formatPValue(alone)}), ` +
    `but not among the ${all} compared (Holm: ${formatPValue(together)})`
  )
}
