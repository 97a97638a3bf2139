import { bounded, plainText, truncate } from '../../../src/plain-text.ts'
import { escapeCell } from './escape.ts'
import { cutPieces } from './table-width.ts'

/** Columns that a sentence takes at most. */
const sentenceWidth = 800
/** Columns of one of its words. */
const wordWidth = 90

/** A sentence that may hold untrusted names: cut, its overlong words too, and escaped. */
export function sentenceText(text: string): string {
  return escapeCell(cutPieces(truncate(plainText(bounded(text)), sentenceWidth), wordWidth))
}
