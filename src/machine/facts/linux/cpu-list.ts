import { wholeNumber } from '../whole-number.ts'

/** Most processors that a list of the kernel may name. */
const mostProcessors = 16_384

/** Numbers in a list of the kernel, `0-3,8,10-11`; null where it is none. */
export function cpuList(text: string): number[] | null {
  const numbers = new Set<number>()
  for (const part of text.trim().split(',')) {
    const [, from, to] = /^(\d+)(?:-(\d+))?$/u.exec(part) ?? []
    const first = wholeNumber(from, 0, mostProcessors)
    const last = to === undefined ? first : wholeNumber(to, 0, mostProcessors)
    if (first === null || last === null || last < first) return null
    for (let cpu = first; cpu <= last; cpu++) numbers.add(cpu)
  }
  return [...numbers]
}
