/** Letters of a text that may differ from a name that was meant: of three one, else two, or a third of them. */
function mostEdits({ length }: string): number {
  return length <= 3 ? 1 : Math.max(2, Math.floor(length / 3))
}

/** The name that looks most like `text`, or null where none is near. */
export function nearestName(text: string, names: readonly string[]): string | null {
  let nearest: string | null = null
  let fewestEdits = mostEdits(text) + 1
  for (const name of names) {
    const edits = editDistance(text.toLowerCase(), name.toLowerCase())
    if (edits < fewestEdits) {
      fewestEdits = edits
      nearest = name
    }
  }
  return nearest
}

/** The end of an error line about an unknown name: the nearest name, then every known one. */
export function knownNames(text: string, names: readonly string[]): string {
  const nearest = nearestName(text, names)
  return `${nearest === null ? '' : `; did you mean "${nearest}"?`} (known: ${names.join(', ')})`
}

/** Letters to insert, delete or replace to get from one text to the other (Levenshtein, 1966). */
export function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index)
  for (let line = 0; line < from.length; line++) {
    const next = [line + 1]
    for (let column = 1; column <= to.length; column++) {
      const replaced = at(row, column - 1) + (from[line] === to[column - 1] ? 0 : 1)
      next.push(Math.min(replaced, at(row, column) + 1, at(next, column - 1) + 1))
    }
    row = next
  }
  return at(row, to.length)
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? 0
}
