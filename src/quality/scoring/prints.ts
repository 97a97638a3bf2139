import { createHash } from 'node:crypto'

const printLength = 16
/** Prints of more distinct answers than these are one print of their own, after a `+`. */
const mostPrints = 100
const between = '+'

/** A short print of a value, equal for equal ones. */
export function printOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, printLength)
}

/** The prints of the distinct answers to a prompt, whatever their order. */
export function answersPrint(outputs: readonly string[]): string {
  return joined(outputs.map((output) => printOf([output])))
}

/** The prints of the answers to a prompt that several parts were given. */
export function joinedPrints(prints: readonly string[]): string {
  const found = joined(prints.flatMap((print) => print.split(between)).filter((print) => print !== ''))
  return !isOneAnswer(found) || prints.every(isOneAnswer) ? found : `${between}${found}`
}

function isOneAnswer(print: string): boolean {
  return !print.includes(between)
}

function joined(prints: readonly string[]): string {
  const distinct = [...new Set(prints)].toSorted()
  return distinct.length > mostPrints ? `${between}${printOf(distinct)}` : distinct.join(between)
}
