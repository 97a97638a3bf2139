/** An answer in its two parts. */
export interface SplitAnswer {
  readonly reasoning: string
  readonly text: string
  /** Place in the whole text where the answer proper begins; its length where the model thought to the end. */
  readonly from: number
}

/** Marks that models write around what they think. */
const marks: readonly (readonly [open: string, close: string])[] = [
  ['<think>', '</think>'],
  ['<seed:think>', '</seed:think>'],
  ['[THINK]', '[/THINK]'],
]

/**
 * Parts of an answer of a model that thinks first, as servers tell them apart; null where it did not think.
 * @param before the end of the prompt: some templates open the thinking themselves
 */
export function splitThinking(whole: string, before: string): SplitAnswer | null {
  for (const [open, close] of marks) {
    const begun = whole.trimStart().startsWith(open)
    if (!begun && !before.trimEnd().endsWith(open)) continue
    const start = begun ? whole.indexOf(open) + open.length : 0
    const end = whole.indexOf(close, start)
    if (end < 0) return { reasoning: whole.slice(start).trim(), text: '', from: whole.length }
    const rest = whole.slice(end + close.length)
    const text = rest.trimStart()
    return { reasoning: whole.slice(start, end).trim(), text, from: whole.length - text.length }
  }
  return null
}
