import { displayWidth, truncate } from '../../../src/plain-text.ts'

/** Pixels of GitHub's column of text less some for wide letters, of the padding of a cell, and of a character. */
const page = 960
const cellPadding = 28
const character = 9.6
/** Fewest columns that a word is cut at: below that it would tell nothing. */
const fewest = 8

/** Parts of a text between which a browser breaks a line. */
function piecesOf(text: string): string[] {
  return text.split(/(?<=[\s-])/u)
}

/** Columns of the longest part of a text that no line break can part. */
export function longestPiece(text: string): number {
  return Math.max(0, ...piecesOf(text).map((piece) => displayWidth(piece.trimEnd())))
}

/**
 * Columns that such a part may have, so that columns with the given longest ones are no wider than the page; never
 * fewer than 8, which very many columns have no room for.
 */
export function pieceWidth(longest: readonly number[]): number {
  let most = Math.max(...longest, fewest)
  while (most > fewest && !fits(longest, most)) most--
  return most
}

/** Whether columns of such longest parts have room beside one another where each is cut to so many. */
export function fits(longest: readonly number[], most: number): boolean {
  const room = Math.floor((page - cellPadding * longest.length) / character)
  return longest.reduce((total, width) => total + Math.min(width, most), 0) <= room
}

/** The text with its longer parts cut in their middle. */
export function cutPieces(text: string, most: number): string {
  return piecesOf(text)
    .map((piece) => (displayWidth(piece.trimEnd()) > most ? truncate(piece, most) : piece))
    .join('')
}
